import { lexer, type MarkedToken, type Token, type Tokens } from 'marked'
import { parseFragment } from 'parse5'
import { composePage, type Block } from '../compose-page.ts'
import type { Extracted } from '../extracted.ts'
import { decode } from './decode.ts'
import { htmlBlocks } from './html-blocks.ts'
import { titleFrom } from './title-from.ts'

/** Markdown (CommonMark with GitHub's tables) without its marks: links keep their text, code stays as it is. */
export function extractMarkdown(bytes: Uint8Array): Extracted {
  const source = decode(bytes).replaceAll('\r\n', '\n')
  const { title, front, body } = frontMatter(source)
  const blocks = blocksOf(lexer(body))
  const all = front === '' ? blocks : [{ text: front, level: 0 }, ...blocks]
  return { title: title ?? titleFrom(blocks), pages: [composePage(null, all)] }
}

/** The lines between `---` at the very start, a habit of site builders; left in the text, without the fence. */
function frontMatter(source: string): { title: string | null; front: string; body: string } {
  const end = source.startsWith('---\n') ? source.indexOf('\n---\n', 3) : -1
  if (end < 0 || end > 10_000) return { title: null, front: '', body: source }
  const front = source.slice(4, Math.max(4, end))
  const title = /^title:[ \t]*["']?([^\n]*?)["']?[ \t]*$/imu.exec(front)?.[1]?.slice(0, 1000)
  return { title: title || null, front, body: source.slice(end + 5) }
}

function blocksOf(tokens: readonly Token[]): Block[] {
  return tokens.flatMap((token) => blockOf(token as MarkedToken))
}

function blockOf(token: MarkedToken): Block[] {
  switch (token.type) {
    case 'heading':
      return [{ text: inline(token.tokens), level: token.depth }]
    case 'paragraph':
      return [{ text: inline(token.tokens), level: 0 }]
    case 'text':
      return [{ text: token.tokens ? inline(token.tokens) : entities(token.text), level: 0 }]
    case 'code':
      return [{ text: token.text, level: 0 }]
    case 'blockquote':
      return blocksOf(token.tokens)
    case 'list':
      return [{ text: listLines(token).join('\n'), level: 0 }]
    case 'table':
      return [{ text: tableLines(token).join('\n'), level: 0 }]
    case 'html':
      return htmlBlocks(parseFragment(token.raw)).blocks
    case 'br':
    case 'checkbox':
    case 'codespan':
    case 'def':
    case 'del':
    case 'em':
    case 'escape':
    case 'hr':
    case 'image':
    case 'link':
    case 'list_item':
    case 'space':
    case 'strong':
      return []
    default:
      return token satisfies never
  }
}

function listLines(list: Tokens.List): string[] {
  let number = list.start === '' ? 1 : list.start
  return list.items.flatMap((item) => {
    const box = item.task ? (item.checked ? '[x] ' : '[ ] ') : ''
    const mark = (list.ordered ? `${number++}. ` : '- ') + box
    const lines = blocksOf(item.tokens).flatMap((block) => block.text.split('\n'))
    return [mark + (lines[0] ?? ''), ...lines.slice(1).map((line) => `  ${line}`)]
  })
}

function tableLines(table: Tokens.Table): string[] {
  return [table.header, ...table.rows].map((row) => row.map((cell) => inline(cell.tokens)).join(' | '))
}

function inline(tokens: readonly Token[]): string {
  return tokens.map((token) => inlineText(token as MarkedToken)).join('')
}

function inlineText(token: MarkedToken): string {
  switch (token.type) {
    case 'text':
      return token.tokens ? inline(token.tokens) : entities(token.text)
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
      return inline(token.tokens)
    case 'image':
      return entities(token.text)
    case 'escape':
    case 'codespan':
      return token.text
    case 'br':
      return '\n'
    case 'html':
      return /^<br\b/iu.test(token.raw) ? '\n' : ''
    case 'blockquote':
    case 'checkbox':
    case 'code':
    case 'def':
    case 'heading':
    case 'hr':
    case 'list':
    case 'list_item':
    case 'paragraph':
    case 'space':
    case 'table':
      return ''
    default:
      return token satisfies never
  }
}

/** `&amp;` and its like, as HTML reads them. */
function entities(text: string): string {
  if (!text.includes('&')) return text
  const [node] = parseFragment(text.replaceAll('<', '&lt;')).childNodes
  return node && 'value' in node ? node.value : text
}
