import type { Citation, Turn, WrittenSentence } from '../../contract/workspace/threads.ts'

/** A thread to be written to a file. */
export interface ExportedThread {
  title: string
  client: string
  exportedMs: number
  turns: readonly Turn[]
}

/** A piece of an exported answer: what stands in one paragraph, whatever the format. */
export interface AnswerParagraph {
  text: string
  /** Numbers in the list of sources, from 1. */
  sources: number[]
  /** What a reader must know of it. */
  remark: string | null
}

/** An answer in paragraphs, and its sources in the order of their numbers. */
export function answerParagraphs(reply: Turn['reply']): { paragraphs: AnswerParagraph[]; sources: string[] } {
  switch (reply.kind) {
    case 'hidden':
      return note('This answer rests on a document that cannot be read any more.')
    case 'interrupted':
      return {
        paragraphs: [
          ...reply.text
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((text) => ({ text, sources: [], remark: null })),
          ...note('This answer was interrupted.').paragraphs,
        ],
        sources: [],
      }
    case 'not-found':
      return note(reply.text)
    case 'answered':
    case 'stopped':
      return {
        paragraphs: reply.citations.map(({ quote }, index) => ({
          text: `“${quote}”`,
          sources: [index + 1],
          remark: null,
        })),
        sources: reply.citations.map(place),
      }
    case 'written':
      return {
        paragraphs:
          reply.mode === 'chat'
            ? [{ text: reply.text, sources: [], remark: 'Not from the documents.' }]
            : reply.sentences.map((sentence) => ({
                text: reply.text.slice(sentence.start, sentence.end),
                sources: sentence.citations.map((citation) => citation + 1),
                remark: remarkOf(sentence),
              })),
        sources: reply.citations.map((citation) => `${place(citation)}: “${citation.quote}”`),
      }
    default:
      return reply satisfies never
  }
}

/** Who or what made an answer. */
export function makerOf(reply: Turn['reply']): string | null {
  if (reply.kind === 'answered' || reply.kind === 'stopped') return 'Quoted from the documents.'
  if (reply.kind !== 'written') return null
  const adapter = reply.adapter === null ? '' : `, with the adapter ${reply.adapter}`
  const end =
    reply.end === 'stopped' ? ' Stopped by the asker.' : reply.end === 'length' ? ' Cut at its longest.' : ''
  return `Written by the model ${reply.model}${adapter}.${end}`
}

/** A thread as Markdown (CommonMark). What came from a document or a model is escaped: it is text and nothing else. */
export function threadMarkdown({ title, client, exportedMs, turns }: ExportedThread): string {
  const blocks = [
    `# ${plain(title)}`,
    `${plain(client)}, exported ${new Date(exportedMs).toISOString()}`,
    ...turns.flatMap(({ question, askedMs, reply, entry }) => {
      const { paragraphs, sources } = answerParagraphs(reply)
      const maker = makerOf(reply)
      return [
        `## ${plain(question)}`,
        ...paragraphs.map(
          ({ text, sources: numbers, remark }) =>
            `${plain(text)}${numbers.map((number) => ` \\[${number}\\]`).join('')}${remark === null ? '' : ` *(${remark})*`}`,
        ),
        ...(sources.length === 0
          ? []
          : [sources.map((source, index) => `${index + 1}. ${plain(source)}`).join('\n')]),
        [
          `Asked ${new Date(askedMs).toISOString()}.`,
          ...(maker === null ? [] : [plain(maker)]),
          ...(entry === null ? [] : [`Entry ${entry} of the log.`]),
        ].join(' '),
      ]
    }),
  ]
  return `${blocks.join('\n\n')}\n`
}

function note(text: string): { paragraphs: AnswerParagraph[]; sources: string[] } {
  return { paragraphs: [{ text, sources: [], remark: null }], sources: [] }
}

function place({ title, page }: Citation): string {
  return page === null ? title : `${title}, page ${page}`
}

function remarkOf({ support }: WrittenSentence): string | null {
  if (support === 'supported') return null
  return support === 'uncited' ? 'No source.' : 'The source does not clearly say this.'
}

/** Every character that means something in Markdown or HTML, escaped; lines run on. */
function plain(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()<>#+\-.!|~&$]/gu, '\\$&')
    .replaceAll(/\s*\n\s*/gu, ' ')
    .replaceAll(/\bhttps?:/giu, (scheme) => `${scheme.slice(0, -1)}\\:`)
}
