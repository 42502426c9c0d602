import type { PassageKey } from '../workspace/documents/passages.ts'
import type { Reader } from '../workspace/reader.ts'
import { queryWords } from './query-text.ts'

/** BM25 as SQLite's FTS5 has it (Robertson and Walker; k1 = 1.2, b = 0.75). */
const k1 = 1.2
const b = 0.75

/** A passage and its score; the higher, the nearer. */
export interface Scored {
  passage: PassageKey
  score: number
}

/**
 * BM25 over the passages that the member may read: number of passages, document frequencies and average length are all
 * counted over those alone, so that nothing unreadable moves a score (R1). Sums run in the alphabetical order of terms,
 * so that equal collections give equal scores to the last bit.
 */
export function searchKeywords(reader: Reader, question: string): Scored[] {
  const { passages, words } = reader.passages.totals()
  if (passages === 0) return []
  const average = words / passages
  const scores = new Map<PassageKey, number>()
  for (const term of reader.passages.terms(queryWords(question).join(' '))) {
    const postings = reader.passages.postings(term)
    const weight = inverseDocumentFrequency(passages, postings.length)
    for (const { passage, occurrences, words: length } of postings) {
      const saturated = (occurrences * (k1 + 1)) / (occurrences + k1 * (1 - b + (b * length) / average))
      scores.set(passage, (scores.get(passage) ?? 0) + weight * saturated)
    }
  }
  return [...scores].map(([passage, score]) => ({ passage, score }))
}

/** Never below a small positive number: a term in more than half of the passages still counts a little, as in FTS5. */
export function inverseDocumentFrequency(passages: number, having: number): number {
  return Math.max(Math.log((passages - having + 0.5) / (having + 0.5)), 1e-6)
}
