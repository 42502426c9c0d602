import { TextDecoder } from 'node:util'

/**
 * Text from bytes whose encoding nobody states for certain: a byte order mark decides; then the look of UTF-16;
 * then valid UTF-8; then what the document itself `declared`; and last windows-1252, in which every byte means
 * something.
 */
export function decode(bytes: Uint8Array, declared?: string): string {
  const marked = byteOrderMark(bytes) ?? utf16WithoutMark(bytes)
  if (marked) return new TextDecoder(marked).decode(bytes)
  const named = declared === undefined ? undefined : decoderFor(declared)
  if (named) return named.decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

/** Text that is mostly Latin has a zero in nearly every second byte of UTF-16, and almost none in the others. */
function utf16WithoutMark(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, 4096) & ~1
  if (length < 4) return undefined
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even++
    if (bytes[at + 1] === 0) odd++
  }
  const pairs = length / 2
  if (odd > pairs * 0.6 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.6 && odd < pairs * 0.05) return 'utf-16be'
  return undefined
}

/** A document that could be read as far as its declaration is not in UTF-16, whatever it declares (WHATWG). */
function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(/^utf-?16/iu.test(label) ? 'utf-8' : label)
  } catch {
    return undefined
  }
}
