import { setImmediate } from 'node:timers/promises'
import type { SearchHit } from '../contract/workspace/search.ts'
import type { Citation, Reply } from '../contract/workspace/threads.ts'
import type { DocumentId } from '../ids.ts'
import { sourceGone } from './answer-entries.ts'
import { extractAnswer } from './extract-answer.ts'
import type { Question } from './question.ts'

export const notFound = 'This client’s documents don’t answer that.'

/** Shows one cited sentence after the other, until the asker has had enough. */
export async function quoteAnswer(
  { access, signal, onCitation }: Question,
  searched: string,
  hits: readonly SearchHit[],
  sources: readonly DocumentId[],
): Promise<Reply> {
  const shown: Citation[] = []
  const said = () => ({ text: shown.map(({ quote }) => quote).join('\n\n'), citations: shown })
  // Lets a stop come in, here and after each sentence.
  await setImmediate()
  if (signal.aborted) return { kind: 'stopped', ...said() }
  const citations = extractAnswer(access.reader, searched, hits)
  for (const citation of citations) {
    if (signal.aborted) return { kind: 'stopped', ...said() }
    if (!access.reader.documents.has(sources)) throw sourceGone()
    shown.push(citation)
    onCitation?.(citation)
    await setImmediate()
  }
  if (!access.reader.documents.has(sources)) throw sourceGone()
  return shown.length > 0 ? { kind: 'answered', ...said() } : { kind: 'not-found', text: notFound }
}
