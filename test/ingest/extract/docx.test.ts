import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  FootnoteReferenceRun,
} from 'docx'
import { expect, test } from 'vitest'
import { extract } from '../../../core/ingest/extract/extract.ts'
import { docxFile, zipFile } from '../zip-file.ts'

const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] })

test('R5: headings, paragraphs, tables and notes; no page, since none is known', async () => {
  const document = new Document({
    footnotes: { 1: { children: [new Paragraph('As amended.')] } },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Engagement letter', heading: HeadingLevel.TITLE }),
          new Paragraph({ text: 'Fees', heading: HeadingLevel.HEADING_2 }),
          new Paragraph({ children: [new TextRun('Payable in 30 days.'), new FootnoteReferenceRun(1)] }),
          new Table({
            rows: [
              new TableRow({ children: [cell('Item'), cell('Price')] }),
              new TableRow({ children: [cell('Tea'), cell('3')] }),
            ],
          }),
          new Paragraph({ text: 'Next page', pageBreakBefore: true }),
        ],
      },
    ],
  })
  const { title, pages } = await extract(new Uint8Array(await Packer.toBuffer(document)), 'docx')
  expect(title).toBe('Engagement letter')
  expect(pages).toHaveLength(1)
  const page = pages[0]!
  expect(page.page).toBeNull()
  expect(page.text).toBe(
    'Engagement letter\n\nFees\n\nPayable in 30 days.[1]\n\nItem | Price\nTea | 3\n\nNext page\n\n1. As amended.',
  )
  expect(page.headings).toEqual([
    { start: 0, end: 17, level: 1 },
    { start: 19, end: 23, level: 2 },
  ])
})

test('a document type declaration opens no file and multiplies no text', async () => {
  const bomb =
    '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
  const bytes = zipFile({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `${bomb}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>x&b;&f;</w:t></w:r></w:p></w:body></w:document>`,
  })
  const outcome = await extract(bytes, 'docx').then(
    ({ pages }) => pages[0]!.text,
    (error: unknown) => error,
  )
  if (typeof outcome === 'string') expect(outcome).not.toContain('lollol')
  else expect(outcome).toMatchObject({ code: 'unreadable-document' })
})

test('R4: damaged, cut short and empty documents give a reason', async () => {
  const whole = docxFile('<w:p><w:r><w:t>Text</w:t></w:r></w:p>')
  const damaged = { code: 'unreadable-document', message: expect.stringContaining('damaged') as unknown }
  await expect(extract(whole.slice(0, whole.length - 40), 'docx')).rejects.toMatchObject(damaged)
  await expect(extract(docxFile('<w:p><w:r>'), 'docx')).rejects.toMatchObject(damaged)
  await expect(extract(zipFile({ 'word/document.xml': 'no xml' }), 'docx')).rejects.toMatchObject(damaged)
  await expect(extract(docxFile('<w:p/>'), 'docx')).rejects.toMatchObject({
    message: 'The file holds no text.',
  })
  await expect(extract(new Uint8Array(0), 'docx')).rejects.toMatchObject({ message: 'The file is empty.' })
})
