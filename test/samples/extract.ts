import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import mammoth from 'mammoth'
import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import { extractText } from 'unpdf'

/** The pages of a document, white space folded to single spaces; formats without pages have one. */
export async function extractPages(
  file: string | URL,
  bytes: Buffer = readFileSync(file),
): Promise<string[]> {
  return (await pagesOf(extname(String(file)), bytes)).map(fold)
}

/** Unicode NFC with every run of white space folded to one space. */
export function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

async function pagesOf(ending: string, bytes: Buffer): Promise<string[]> {
  switch (ending) {
    case '.pdf':
      return (await extractText(new Uint8Array(bytes))).text
    case '.docx':
      return [(await mammoth.extractRawText({ buffer: bytes })).value]
    case '.html':
      return [textOf(parse(bytes.toString('utf8')))]
    case '.md':
    case '.txt':
      return [bytes.toString('utf8')]
    default:
      throw new Error(`No extractor for "${ending}".`)
  }
}

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if (node.nodeName === 'style') return ''
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join(' ') : ''
}
