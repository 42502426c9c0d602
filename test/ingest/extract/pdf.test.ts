import Pdf from 'pdfkit'
import { describe, expect, test } from 'vitest'
import { extract } from '../../../core/ingest/extract/extract.ts'
import { pdfFile, pdfOf } from '../pdf-file.ts'

async function written(draw: (pdf: PDFKit.PDFDocument) => void, options: PDFKit.PDFDocumentOptions = {}) {
  const pdf = new Pdf({ size: 'A4', ...options })
  const parts: Buffer[] = []
  pdf.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise((resolve) => pdf.on('end', resolve))
  draw(pdf)
  pdf.end()
  await ended
  return new Uint8Array(Buffer.concat(parts))
}

test('R5: every page has its own number, empty ones too', async () => {
  const { pages } = await extract(pdfOf(['First.', '', 'Third.']), 'pdf')
  expect(pages.map(({ page, text }) => [page, text])).toEqual([
    [1, 'First.'],
    [2, ''],
    [3, 'Third.'],
  ])
})

test('lines become paragraphs, as far as the layout shows them', async () => {
  const bytes = await written((pdf) => {
    pdf.fontSize(22).text('Supply agreement').moveDown()
    pdf.fontSize(11)
    for (const name of ['Alpha', 'Beta']) {
      pdf
        .text(
          `${name} is the first word of a paragraph that is long enough to run over the end of its line, so that the reader has to put it together again from two or three of them.`,
        )
        .moveDown()
    }
    pdf.addPage().fontSize(22).text('Schedule').moveDown().fontSize(11).text('Nothing here.')
    pdf.addPage().fontSize(11).text('The end.')
  })
  const { pages } = await extract(bytes, 'pdf')
  const paragraphs = pages[0]!.text.split('\n\n')
  expect(paragraphs).toHaveLength(3)
  expect(paragraphs[1]).toMatch(/^Alpha is [^\n]* of them\.$/u)
  const headings = pages.map(({ text, headings: found }) =>
    found.map(({ start, end }) => text.slice(start, end)),
  )
  expect(headings).toEqual([['Supply agreement'], ['Schedule'], []])
})

test('a word divided at the end of a line is whole again; a hyphen that belongs stays', async () => {
  const text =
    'The supply is non-exclusive and it is for the manu-\nfacture of goods under a non-\nexclusive licence.'
  const { pages } = await extract(pdfOf([text]), 'pdf')
  expect(pages[0]!.text).toBe(
    'The supply is non-exclusive and it is for the manufacture of goods under a non-exclusive licence.',
  )
})

test('the title is the one in the file, unless a program put it there', async () => {
  const titled = (title: string) => written((pdf) => pdf.text('x'), { info: { Title: title } })
  expect((await extract(await titled('Lease of 12 May'), 'pdf')).title).toBe('Lease of 12 May')
  expect((await extract(await titled('Microsoft Word - lease.doc'), 'pdf')).title).toBeNull()
})

describe('R4: no text, but a reason', () => {
  test('pictures of pages', async () => {
    await expect(
      extract(await written((pdf) => pdf.rect(0, 0, 100, 100).fill('red')), 'pdf'),
    ).rejects.toMatchObject({
      code: 'unreadable-document',
      message: 'This PDF holds pictures of pages and no text; reading scans is not supported yet.',
    })
  })

  test('a password', async () => {
    const bytes = await written((pdf) => pdf.text('secret'), { userPassword: 'x', pdfVersion: '1.7' })
    await expect(extract(bytes, 'pdf')).rejects.toMatchObject({
      message: 'The PDF is protected by a password. Save a copy without it and import that.',
    })
  })

  test('an owner password alone does not keep a reader out', async () => {
    const bytes = await written((pdf) => pdf.text('open'), { ownerPassword: 'x', pdfVersion: '1.7' })
    expect((await extract(bytes, 'pdf')).pages[0]!.text).toBe('open')
  })

  test('damage', async () => {
    const damaged = { code: 'unreadable-document', message: expect.stringContaining('damaged') as unknown }
    await expect(extract(new TextEncoder().encode('%PDF-1.7\nnothing'), 'pdf')).rejects.toMatchObject(damaged)
    await expect(extract(pdfFile(['<< /Type /Catalog >>']), 'pdf')).rejects.toMatchObject(damaged)
  })
})

test('a PDF that arrives as a Buffer is read too', async () => {
  const { pages } = await extract(Buffer.from(pdfOf(['Only page.'])), 'pdf')
  expect(pages.map((page) => page.text)).toEqual(['Only page.'])
})

test('a line that stands at the foot of every page is no text of the page', async () => {
  const bytes = await written(
    (pdf) => {
      for (const [index, name] of ['Alder', 'Birch', 'Cedar', 'Dogwood'].entries()) {
        if (index > 0) pdf.addPage()
        pdf.text(`${name} begins this page and says something of its own.`, 72, 72)
        pdf.text(`${name} is a tree.`, 72, 200)
        pdf.text('The same words stand in the middle of all four.', 72, 300)
        pdf.text(`${name} is no shrub.`, 72, 400)
        pdf.text(`And ${name} ends it.`, 72, 500)
        pdf.text(`Supply agreement, page ${index + 1} of 4`, 72, 740)
      }
    },
    { margins: { top: 20, bottom: 20, left: 72, right: 72 } },
  )
  const { pages } = await extract(bytes, 'pdf')
  expect(pages.map((page) => page.text.includes('Supply agreement'))).toEqual([false, false, false, false])
  expect(pages.map((page) => page.text.includes('stand in the middle'))).toEqual([true, true, true, true])
})
