import { randomBytes } from 'node:crypto'

/**
 * One word that stands nowhere else, and that no splitter, tokenizer or stemmer takes apart: a search for it finds a
 * sentence that holds it also where only pieces of the sentence are left.
 */
export function canaryWord(): string {
  const letters = [...randomBytes(18)].map((byte) => 'bcdfghjklmnpqrtv'.charAt(byte & 15))
  return `zq${letters.join('')}zq`
}

/**
 * Bytes as they could turn up: as they are, and as UTF-16, hex and base64 text. Base64 depends on where in its text
 * the bytes begin: all three places, in both alphabets.
 */
export function spellings(bytes: Uint8Array): Record<string, Buffer> {
  const buffer = Buffer.from(bytes)
  const hex = buffer.toString('hex')
  const all: Record<string, Buffer> = {
    plain: buffer,
    utf16: Buffer.from(buffer.toString('latin1'), 'utf16le'),
    hex: Buffer.from(hex),
    HEX: Buffer.from(hex.toUpperCase()),
  }
  for (const shift of [0, 1, 2]) {
    const text = base64At(buffer, shift)
    all[`base64+${shift}`] = Buffer.from(text)
    all[`base64url+${shift}`] = Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))
  }
  return all
}

/** The letters that hang on these bytes alone when they begin `shift` bytes into a group of three. */
function base64At(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
  return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6))
}
