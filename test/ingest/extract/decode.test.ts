import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode } from '../../../core/ingest/extract/decode.ts'

const bytes = (content: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(content, encoding))

test('a byte order mark decides, and does not stay', () => {
  expect(decode(bytes('\ufeffäöü', 'utf8'))).toBe('äöü')
  expect(decode(bytes('\ufeffäöü', 'utf16le'))).toBe('äöü')
  expect(decode(new Uint8Array(Buffer.from('\ufeffäöü', 'utf16le').swap16()))).toBe('äöü')
})

test('UTF-16 without a mark is seen by its zeros', () => {
  expect(decode(bytes('Plain text', 'utf16le'))).toBe('Plain text')
  expect(decode(new Uint8Array(Buffer.from('Plain text', 'utf16le').swap16()))).toBe('Plain text')
})

test('what is no UTF-8 is windows-1252', () => {
  expect(decode(new Uint8Array([0x80, 0x20, 0x93, 0xe9, 0x94]))).toBe('€ “é”')
})

test('what the document declares counts where there is no mark', () => {
  expect(decode(new Uint8Array([0xc4, 0xe5]), 'iso-8859-5')).toBe('Фх')
  expect(decode(bytes('ä', 'utf8'), 'UTF-16')).toBe('ä')
  expect(decode(bytes('ä', 'utf8'), 'no such thing')).toBe('ä')
})

test('all text comes back from UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'))
      expect(decode(bytes(text, 'utf8'))).toBe(text)
    }),
  )
})
