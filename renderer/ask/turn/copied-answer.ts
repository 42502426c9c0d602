import type { Citation } from '../../../core/contract/workspace/threads.ts'

/** An answer as text to paste elsewhere: each quotation with the title and page that it is from. */
export function copiedAnswer(question: string, citations: readonly Citation[]): string {
  const quotations = citations.map((citation) => `“${citation.quote}”\n${placeWords(citation)}`)
  return [question, ...quotations].join('\n\n')
}

/** "Lease of 14 Cordwain Row, page 2". */
export function placeWords({ title, page }: Pick<Citation, 'title' | 'page'>): string {
  return page === null ? title : `${title}, page ${page}`
}
