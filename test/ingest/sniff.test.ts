import { describe, expect, test } from 'vitest'
import type { Format } from '../../core/ingest/format.ts'
import { sniff } from '../../core/ingest/sniff.ts'
import { pdfOf } from './pdf-file.ts'
import { docxFile, zipFile } from './zip-file.ts'

const text = (content: string) => new TextEncoder().encode(content)

async function kind(bytes: Uint8Array, name: string): Promise<string> {
  const format: Format = await sniff(bytes, name)
  return typeof format === 'string' ? format : format.unsupported
}

describe('the content counts more than the name', () => {
  const word = docxFile('<w:p/>')
  test.each<[string, Uint8Array, string, string]>([
    ['a PDF called text', pdfOf(['x']), 'a.txt', 'pdf'],
    ['a PDF behind some other bytes', text(`junk\n%PDF-1.4 ...`), 'a.pdf', 'pdf'],
    ['a Word document called PDF', word, 'a.pdf', 'docx'],
    ['a Word document without a name', word, '', 'docx'],
    ['a page called text', text('<!DOCTYPE html><p>x'), 'a.txt', 'html'],
    ['a page called Markdown', text('<!-- x -->\n<html><p>x'), 'a.md', 'html'],
    ['a page in XML', text('<?xml version="1.0"?>\n<html xmlns="x">'), 'a.xml', 'html'],
    ['a piece of a page', text('<table><tr><td>1</table>'), 'a', 'html'],
    ['Markdown that begins with a tag', text('<p align="center">x</p>\n\n# T'), 'a.md', 'markdown'],
    ['text called HTML', text('Nothing but text, 1 < 2'), 'a.html', 'text'],
    ['text called PDF', text('Hello'), 'a.pdf', 'Files of an unknown kind'],
    ['an archive called Word document', zipFile({ 'a.txt': 'x' }), 'a.docx', 'Archives (ZIP)'],
    [
      'a workbook called Word document',
      zipFile({ 'xl/workbook.xml': 'x' }),
      'a.docx',
      'Excel workbooks (XLSX)',
    ],
    ['mail called text', text('Received: from x\nSubject: y\n\nz'), 'a.txt', 'E-mail messages (EML)'],
    ['a picture called text', text(`GIF89a${'\0'.repeat(40)}`), 'a.txt', 'Pictures'],
  ])('%s', async (_title, bytes, name, wanted) => {
    expect(await kind(bytes, name)).toBe(wanted)
  })
})

describe('the name decides among kinds of text', () => {
  test.each([
    ['a.md', 'markdown'],
    ['A.MARKDOWN', 'markdown'],
    ['a.txt', 'text'],
    ['a', 'text'],
    ['a.csv', 'Tables (CSV)'],
    ['a.eml', 'E-mail messages (EML)'],
  ])('%s', async (name, wanted) => {
    expect(await kind(text('One, two: # three'), name)).toBe(wanted)
  })

  test('a letter that opens like mail stays text', async () => {
    expect(await kind(text('From: Anna\nTo: Ben\n\nDear Ben,'), 'letter.txt')).toBe('text')
  })

  test('text in UTF-16 and in a code page is text', async () => {
    expect(await kind(new Uint8Array(Buffer.from('Hello there', 'utf16le')), 'a.txt')).toBe('text')
    expect(await kind(new Uint8Array(Buffer.from('caf\xe9 cr\xe8me', 'latin1')), 'a.txt')).toBe('text')
  })

  test('an empty file goes by its name', async () => {
    expect(await kind(new Uint8Array(0), 'a.pdf')).toBe('pdf')
    expect(await kind(new Uint8Array(0), 'a')).toBe('text')
  })
})

test('binary junk is of an unknown kind', async () => {
  const junk = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 251)
  expect(await kind(junk, 'a.txt')).toBe('Files of an unknown kind')
})

test('old and protected Office files say what they are', async () => {
  const compound = (name: string) =>
    new Uint8Array(
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from(name, 'utf16le'),
      ]),
    )
  expect(await kind(compound('EncryptedPackage'), 'a.docx')).toBe('Office files protected by a password')
  expect(await kind(compound('WordDocument'), 'a.doc')).toBe('Word documents from before 2007 (DOC)')
  expect(await kind(compound('__substg1.0_0037001F'), 'a')).toBe('Outlook messages (MSG)')
})
