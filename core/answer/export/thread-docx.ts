import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import { answerParagraphs, type ExportedThread, makerOf } from './thread-markdown.ts'

/** A thread as a DOCX file: plain paragraphs, no link, no picture, no field. */
export async function threadDocx({ title, client, exportedMs, turns }: ExportedThread): Promise<Uint8Array> {
  const document = new Document({
    creator: 'Bulkhead',
    title,
    sections: [
      {
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
          new Paragraph({ text: `${client}, exported ${new Date(exportedMs).toISOString()}` }),
          ...turns.flatMap(({ question, askedMs, reply, entry }) => {
            const { paragraphs, sources } = answerParagraphs(reply)
            return [
              new Paragraph({ text: question, heading: HeadingLevel.HEADING_2 }),
              ...paragraphs.map(
                ({ text, sources: numbers, remark }) =>
                  new Paragraph({
                    spacing: { after: 120 },
                    children: [
                      ...lines(text),
                      new TextRun({ text: numbers.map((number) => ` [${number}]`).join('') }),
                      ...(remark === null ? [] : [new TextRun({ text: ` (${remark})`, italics: true })]),
                    ],
                  }),
              ),
              ...sources.map(
                (source, index) => new Paragraph({ children: lines(`[${index + 1}] ${source}`) }),
              ),
              new Paragraph({
                spacing: { after: 240 },
                children: [
                  new TextRun({
                    text: [
                      `Asked ${new Date(askedMs).toISOString()}.`,
                      makerOf(reply) ?? '',
                      entry === null ? '' : `Entry ${entry} of the log.`,
                    ]
                      .filter((part) => part !== '')
                      .join(' '),
                    italics: true,
                    size: 18,
                  }),
                ],
              }),
            ]
          }),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

/** Characters that XML does not have are left out; a line end is one. */
function lines(text: string): TextRun[] {
  // oxlint-disable-next-line no-control-regex
  const clean = text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
  return clean
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...(index > 0 ? { break: 1 } : {}) }))
}
