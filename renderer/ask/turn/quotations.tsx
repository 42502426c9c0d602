import type { Citation } from '../../../core/contract/workspace/threads.ts'
import { languageOf } from '../../sources/language-of.ts'
import { CitationLink } from './citation.tsx'
import { placeWords } from './copied-answer.ts'
import { numberCitations } from './number-citations.ts'
import styles from './turn.module.css'

/** An answer: what the documents say, in their words, each with the place that it is from. */
export function Quotations({ citations }: { citations: readonly Citation[] }) {
  const numbers = numberCitations(citations)
  return (
    <div className={styles['quotations']}>
      {citations.map((citation, index) => (
        // The order of an answer never changes; it only grows.
        // oxlint-disable-next-line react/no-array-index-key
        <Quotation key={index} citation={citation} number={numbers[index] ?? index + 1} />
      ))}
    </div>
  )
}

/** The end of a quotation that stays on one line with its number: a word, not a whole line without spaces. */
const lastWord = /\S{1,24}$/u

function Quotation({ citation, number }: { citation: Citation; number: number }) {
  const { quote } = citation
  const end = lastWord.exec(quote)?.index ?? quote.length
  return (
    <figure className={styles['quotation']}>
      <blockquote className={styles['quote']} dir="auto" lang={languageOf(quote)}>
        {quote.slice(0, end)}
        <span className={styles['end']}>
          {quote.slice(end)}
          <CitationLink citation={citation} number={number} />
        </span>
      </blockquote>
      <figcaption className={styles['place']} dir="auto">
        {placeWords(citation)}
      </figcaption>
    </figure>
  )
}
