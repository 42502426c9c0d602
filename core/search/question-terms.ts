import type { Reader } from '../workspace/reader.ts'
import { inverseDocumentFrequency } from './keyword.ts'
import { queryWords } from './query-text.ts'

/** The terms of a question, each with what it tells in this reader's collection: rare terms tell most. */
export class QuestionTerms {
  readonly #reader: Reader
  readonly #weights: ReadonlyMap<string, number>
  readonly #total: number

  constructor(reader: Reader, question: string) {
    this.#reader = reader
    const { passages } = reader.passages.totals()
    this.#weights = new Map(
      reader.passages
        .terms(queryWords(question).join(' '))
        .map((term) => [term, inverseDocumentFrequency(passages, reader.passages.postings(term).length)]),
    )
    this.#total = [...this.#weights.values()].reduce((sum, weight) => sum + weight, 0)
  }

  /** How much of the question a text speaks of: the weight of its terms found in the text, from 0 to 1. */
  coverage(text: string): number {
    if (this.#total === 0) return 0
    return this.reach(this.#reader.passages.terms(text))
  }

  /** The same for a text whose terms are known. */
  reach(terms: Iterable<string>): number {
    if (this.#total === 0) return 0
    let covered = 0
    for (const term of new Set(terms)) covered += this.#weights.get(term) ?? 0
    return covered / this.#total
  }
}
