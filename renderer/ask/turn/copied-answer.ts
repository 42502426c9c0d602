import type { Citation, Turn } from '../../../core/contract/workspace/threads.ts'

/** An answer as text to paste elsewhere: each quotation with the title and page that it is from. */
export function copiedAnswer(question: string, citations: readonly Citation[]): string {
  const quotations = citations.map((citation) => `“${citation.quote}”\n${placeWords(citation)}`)
  return [question, ...quotations].join('\n\n')
}

/** What a model wrote, as text to paste elsewhere: with what must be known of each sentence, and the list of sources. */
export function copiedWriting(
  question: string,
  { text, sentences, citations, mode, model }: Extract<Turn['reply'], { kind: 'written' }>,
): string {
  const lines =
    mode === 'chat'
      ? [text]
      : sentences.map(({ start, end, citations: cited, support }) => {
          const numbers = cited.map((index) => ` [${index + 1}]`).join('')
          const doubt =
            support === 'supported'
              ? ''
              : support === 'uncited'
                ? ' (no source)'
                : ' (its source does not clearly say this)'
          return `${text.slice(start, end)}${numbers}${doubt}`
        })
  const sources = citations.map(
    (citation, index) => `[${index + 1}] ${placeWords(citation)}: “${citation.quote}”`,
  )
  return [
    question,
    lines.join('\n'),
    ...(sources.length > 0 ? [sources.join('\n')] : []),
    `Written by ${model}.`,
  ].join('\n\n')
}

/** "Lease of 14 Cordwain Row, page 2". */
export function placeWords({ title, page }: Pick<Citation, 'title' | 'page'>): string {
  return page === null ? title : `${title}, page ${page}`
}
