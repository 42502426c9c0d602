import mammoth from 'mammoth'
import { parseFragment } from 'parse5'
import { composePage } from '../compose-page.ts'
import type { Extracted } from '../extracted.ts'
import { damagedFile, unpacksTooLarge } from '../failures.ts'
import { htmlBlocks } from './html-blocks.ts'
import { titleFrom } from './title-from.ts'
import { unpacksWithin, zipEntries } from './zip.ts'

/** The most that a document may unpack to: real ones, pictures included, stay far below. */
const maxUnpackedBytes = 200_000_000

/**
 * A Word document (ISO/IEC 29500) by way of HTML: paragraphs, headings, lists, tables, notes. Where its pages break
 * is decided by the program that prints it, so it has none here (R5). Pictures are not read and nothing that the
 * document links to is opened.
 */
export async function extractDocx(bytes: Uint8Array): Promise<Extracted> {
  const entries = zipEntries(bytes)
  if (!entries) throw damagedFile()
  if (!unpacksWithin(bytes, entries, maxUnpackedBytes)) throw unpacksTooLarge()
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    {
      styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
    },
  )
  const html = value.replace(/<a href="#(?:foot|end)note-ref-[^"]*">↑<\/a>/gu, '')
  const { blocks } = htmlBlocks(parseFragment(html))
  return { title: titleFrom(blocks), pages: [composePage(null, blocks)] }
}
