import { parse } from 'parse5'
import { composePage, oneLine } from '../compose-page.ts'
import type { Extracted } from '../extracted.ts'
import { decode } from './decode.ts'
import { htmlBlocks } from './html-blocks.ts'
import { titleFrom } from './title-from.ts'

/** What a person would read on the page: no scripts, styles or hidden parts. Nothing is loaded or run. */
export function extractHtml(bytes: Uint8Array): Extracted {
  const document = parse(decode(bytes, declaredCharset(bytes)))
  const { title, blocks } = htmlBlocks(document)
  return {
    title: oneLine(title ?? '').slice(0, 1000) || titleFrom(blocks),
    pages: [composePage(null, blocks)],
  }
}

/** The encoding that a meta element names; WHATWG looks for it in the first 1024 bytes, some pages put it later. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  return /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})/iu.exec(start)?.[1]
}
