import PdfDocument from 'pdfkit'
import { parseSource, plain, type Block, type Span } from './markdown.ts'

const margin = 72
const ink = '#1d2733'
const quiet = '#66717d'
const rule = '#b9c2cb'
const bodySize = 10.5
const lineGap = 2.2
const cellSize = 9.5
const cellPadding = 5

/**
 * Renders a source as an A4 PDF with the standard fonts, so nothing has to be embedded.
 * The standard fonts hold Latin-1 and typographic punctuation only: no rupee sign, no Devanagari.
 * The bytes depend on the source, the titles and `createdAt` alone.
 */
export async function renderPdf(
  source: string,
  title: string,
  author: string,
  createdAt: Date,
): Promise<Buffer> {
  const info = { Title: title, Author: author, Creator: author, Producer: author }
  const document = new PdfDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: { ...info, CreationDate: createdAt, ModDate: createdAt },
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => document.on('end', resolve))
  for (const block of parseSource(source)) drawBlock(document, block)
  drawFooters(document, title)
  document.end()
  await ended
  return Buffer.concat(chunks)
}

function drawBlock(document: PDFKit.PDFDocument, block: Block): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(document, block.level, plain(block.spans))
    case 'paragraph':
      return drawParagraph(document, block.spans)
    case 'list':
      return drawList(document, block.ordered, block.items)
    case 'table':
      return drawTable(document, block.header, block.rows)
    case 'page-break':
      document.addPage()
      return
  }
}

function drawHeading(document: PDFKit.PDFDocument, level: number, text: string): void {
  if (level === 1) {
    document.font('Helvetica-Bold').fontSize(19).fillColor(ink).text(text, { lineGap: 2 })
    const y = document.y + 5
    document
      .moveTo(margin, y)
      .lineTo(document.page.width - margin, y)
      .lineWidth(0.8)
      .strokeColor(rule)
      .stroke()
    document.y = y + 14
    return
  }
  // A heading never stands alone at the foot of a page.
  if (document.y > document.page.height - margin - 100) document.addPage()
  if (document.y > margin) document.moveDown(0.35)
  document
    .font('Helvetica-Bold')
    .fontSize(level === 2 ? 12 : 10.5)
    .fillColor(ink)
    .text(text)
  document.moveDown(0.35)
}

function drawParagraph(document: PDFKit.PDFDocument, spans: readonly Span[]): void {
  keepTogether(document, plain(spans), contentWidth(document))
  for (const line of linesOf(spans)) drawSpans(document, line, contentWidth(document))
  document.moveDown(0.6)
}

/** Splits spans at their line breaks. */
function linesOf(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]]
  for (const span of spans) {
    if (span.text === '\n') lines.push([])
    else lines.at(-1)?.push(span)
  }
  return lines
}

/** Begins a new page if text of up to five lines would otherwise be torn over two. */
function keepTogether(document: PDFKit.PDFDocument, text: string, width: number): void {
  document.font('Times-Roman').fontSize(bodySize)
  const lineHeight = document.currentLineHeight(true) + lineGap
  const height = document.heightOfString(text, { width, lineGap })
  const room = document.page.height - margin - document.y
  if (height > room && (height < 5.5 * lineHeight || room < 2 * lineHeight)) document.addPage()
}

function drawSpans(document: PDFKit.PDFDocument, spans: readonly Span[], width: number): void {
  document.fontSize(bodySize).fillColor(ink)
  spans.forEach((span, index) => {
    document.font(fontOf(span)).text(span.text, { width, lineGap, continued: index < spans.length - 1 })
  })
}

function contentWidth(document: PDFKit.PDFDocument): number {
  return document.page.width - 2 * margin
}

function fontOf(span: Span): string {
  if (span.bold) return span.italic ? 'Times-BoldItalic' : 'Times-Bold'
  return span.italic ? 'Times-Italic' : 'Times-Roman'
}

function drawList(document: PDFKit.PDFDocument, ordered: boolean, items: readonly Span[][]): void {
  const indent = 18
  const width = contentWidth(document) - indent
  items.forEach((item, index) => {
    keepTogether(document, plain(item), width)
    const y = document.y
    document.fillColor(ink).text(ordered ? `${index + 1}.` : '•', margin + 2, y, { lineBreak: false })
    document.x = margin + indent
    document.y = y
    drawSpans(document, item, width)
    document.moveDown(0.2)
    document.x = margin
  })
  document.moveDown(0.5)
}

function drawTable(document: PDFKit.PDFDocument, header: readonly Span[][], rows: readonly Span[][][]): void {
  const widths = columnWidths(document, [header, ...rows])
  const aligns = header.map((_, column) => (column > 0 && isNumeric(rows, column) ? 'right' : 'left'))
  const drawRow = (cells: readonly Span[][], isHeader: boolean): void => {
    const setFont = (spans: readonly Span[]) =>
      document
        .font(isHeader || spans.some((span) => span.bold) ? 'Helvetica-Bold' : 'Helvetica')
        .fontSize(cellSize)
    const inner = (column: number): number => (widths[column] ?? 0) - 2 * cellPadding
    const heights = cells.map((spans, column) =>
      setFont(spans).heightOfString(plain(spans), { width: inner(column) }),
    )
    const height = Math.max(...heights) + 2 * cellPadding
    if (document.y + height > document.page.height - margin) document.addPage()
    const top = document.y
    if (isHeader) document.rect(margin, top, contentWidth(document), height).fill('#edf1f4')
    let x = margin
    cells.forEach((spans, column) => {
      const options = { width: inner(column), align: aligns[column] ?? 'left' } as const
      setFont(spans)
        .fillColor(ink)
        .text(plain(spans), x + cellPadding, top + cellPadding + 1, options)
      x += widths[column] ?? 0
    })
    const bottom = top + height
    document
      .moveTo(margin, bottom)
      .lineTo(margin + contentWidth(document), bottom)
      .lineWidth(0.6)
      .strokeColor(rule)
      .stroke()
    document.x = margin
    document.y = bottom
  }
  drawRow(header, true)
  for (const row of rows) drawRow(row, false)
  document.y += 10
}

/** As wide as the longest cell where that fits, in proportion to it where not; what is left over is shared out. */
function columnWidths(document: PDFKit.PDFDocument, rows: readonly (readonly Span[][])[]): number[] {
  document.font('Helvetica-Bold').fontSize(cellSize)
  const natural = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => document.widthOfString(plain(row[column] ?? [])) + 2 * cellPadding + 2)),
  )
  const total = natural.reduce((sum, width) => sum + width, 0)
  const spare = contentWidth(document) - total
  if (spare >= 0) return natural.map((width) => width + spare / natural.length)
  return natural.map((width) => (width / total) * contentWidth(document))
}

/** Whether every cell of a column is an amount, a percentage or empty: such a column is set flush right. */
function isNumeric(rows: readonly Span[][][], column: number): boolean {
  return rows.every((row) => /^(?:[£(]|Rs )?[\d,. –-]*[%)]?$/.test(plain(row[column] ?? [])))
}

function drawFooters(document: PDFKit.PDFDocument, title: string): void {
  const { start, count } = document.bufferedPageRange()
  for (let index = start; index < start + count; index += 1) {
    document.switchToPage(index)
    // The footer stands in the margin, where pdfkit would otherwise begin a new page.
    document.page.margins.bottom = 0
    const y = document.page.height - 46
    const width = document.page.width - 2 * margin
    document.font('Helvetica').fontSize(8).fillColor(quiet)
    document.text(title, margin, y, { width, lineBreak: false })
    document.text(`Page ${index + 1} of ${count}`, margin, y, { width, align: 'right', lineBreak: false })
    document.page.margins.bottom = margin
  }
}
