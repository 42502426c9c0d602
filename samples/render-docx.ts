import { mock } from 'node:test'
import { AlignmentType, BorderStyle, Document, HeadingLevel, LevelFormat, Packer, Paragraph } from 'docx'
import { ShadingType, Table, TableCell, TableRow, TextRun, WidthType } from 'docx'
import { parseSource, plain, type Block, type Span } from './markdown.ts'

const thin = { style: BorderStyle.SINGLE, size: 4, color: 'B9C2CB' }

/**
 * Renders a source as a Word document (ECMA-376). Latin text is in Calibri, Devanagari in Nirmala UI, both by name only.
 * The library stamps the clock into the properties and the zip, so the clock stands at `createdAt` while it packs.
 */
export async function renderDocx(
  source: string,
  title: string,
  author: string,
  createdAt: Date,
): Promise<Buffer> {
  mock.timers.enable({ apis: ['Date'], now: createdAt })
  try {
    const children = parseSource(source).flatMap(toElements)
    return await Packer.toBuffer(
      new Document({
        title,
        creator: author,
        lastModifiedBy: author,
        styles: {
          default: {
            document: {
              run: {
                font: { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Nirmala UI' },
                size: 22,
                sizeComplexScript: 22,
              },
              paragraph: { spacing: { after: 140, line: 269 } },
            },
            heading1: {
              run: { size: 36, bold: true, color: '1D2733' },
              paragraph: { spacing: { after: 220 } },
            },
            heading2: {
              run: { size: 26, bold: true, color: '1D2733' },
              paragraph: { spacing: { before: 260, after: 100 }, keepNext: true },
            },
            heading3: {
              run: { size: 22, bold: true, color: '1D2733' },
              paragraph: { spacing: { before: 180, after: 80 }, keepNext: true },
            },
          },
        },
        numbering: {
          config: [
            {
              reference: 'ordered',
              levels: [
                {
                  level: 0,
                  format: LevelFormat.DECIMAL,
                  text: '%1.',
                  alignment: AlignmentType.START,
                  style: { paragraph: { indent: { left: 480, hanging: 320 } } },
                },
              ],
            },
          ],
        },
        sections: [{ properties: { page: { size: { width: 11906, height: 16838 } } }, children }],
      }),
    )
  } finally {
    mock.timers.reset()
  }
}

function toElements(block: Block, position: number): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: headingLevel(block.level), children: runs(block.spans) })]
    case 'paragraph':
      return [new Paragraph({ children: runs(block.spans) })]
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            // Each ordered list is an instance of its own, or the second would go on counting.
            ...(block.ordered
              ? { numbering: { reference: 'ordered', level: 0, instance: position } }
              : { bullet: { level: 0 } }),
            spacing: { after: 60 },
            children: runs(item),
          }),
      )
    case 'table':
      return [toTable(block.header, block.rows), new Paragraph({ children: [] })]
    case 'page-break':
      break
  }
  return [new Paragraph({ pageBreakBefore: true, children: [] })]
}

function headingLevel(level: number): (typeof HeadingLevel)['HEADING_1' | 'HEADING_2' | 'HEADING_3'] {
  if (level === 1) return HeadingLevel.HEADING_1
  return level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3
}

function runs(spans: readonly Span[], bold = false): TextRun[] {
  return spans.map((span) =>
    span.text === '\n'
      ? new TextRun({ break: 1 })
      : // A style that is absent is left out: saying "not bold" would override the style of a heading.
        new TextRun({
          text: span.text,
          ...(bold || span.bold ? { bold: true } : {}),
          ...(span.italic ? { italics: true } : {}),
        }),
  )
}

/** Twentieths of a point between the default margins of an A4 page. */
const contentWidth = 9026

function toTable(header: readonly Span[][], rows: readonly Span[][][]): Table {
  const widths = columnWidths([header, ...rows])
  const toRow = (cells: readonly Span[][], isHeader: boolean) =>
    new TableRow({
      tableHeader: isHeader,
      cantSplit: true,
      children: cells.map(
        (spans, column) =>
          new TableCell({
            width: { size: widths[column] ?? 0, type: WidthType.DXA },
            margins: { top: 60, bottom: 60, left: 100, right: 100 },
            ...(isHeader ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EDF1F4' } } : {}),
            children: [new Paragraph({ spacing: { after: 0 }, children: runs(spans, isHeader) })],
          }),
      ),
    })
  return new Table({
    width: { size: contentWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: thin,
      bottom: thin,
      left: thin,
      right: thin,
      insideHorizontal: thin,
      insideVertical: thin,
    },
    rows: [toRow(header, true), ...rows.map((row) => toRow(row, false))],
  })
}

/** In proportion to the longest text of each column, but none too narrow for its heading. */
function columnWidths(rows: readonly (readonly Span[][])[]): number[] {
  const lengths = (rows[0] ?? []).map((_, column) =>
    Math.max(10, ...rows.map((row) => plain(row[column] ?? []).length)),
  )
  const total = lengths.reduce((sum, length) => sum + length, 0)
  return lengths.map((length) => Math.floor((length / total) * contentWidth))
}
