import type { Reader } from '../workspace/reader.ts'
import { tellingWords } from './query-text.ts'

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
        .terms(tellingWords(question).join(' '))
        .map((term) => [term, rarity(passages, reader.passages.postings(term).length)]),
    )
    this.#total = [...this.#weights.values()].reduce((sum, weight) => sum + weight, 0)
  }

  /** The question's terms that stand in a text. */
  found(text: string): Set<string> {
    return new Set(this.#reader.passages.terms(text).filter((term) => this.#weights.has(term)))
  }

  /** How much of the question these terms are, from 0 to 1. */
  weight(terms: ReadonlySet<string>): number {
    if (this.#total === 0) return 0
    let weight = 0
    for (const [term, one] of this.#weights) if (terms.has(term)) weight += one
    return weight / this.#total
  }

  /** How much of the question a text speaks of, from 0 to 1. */
  coverage(text: string): number {
    return this.weight(this.found(text))
  }
}

/** As Lucene weighs terms: never zero, so that a collection of one passage still tells found words from missing ones. */
function rarity(passages: number, having: number): number {
  return Math.log(1 + (passages - having + 0.5) / (having + 0.5))
}
