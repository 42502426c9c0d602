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
        <figure key={index} className={styles['quotation']}>
          <blockquote className={styles['quote']} dir="auto" lang={languageOf(citation.quote)}>
            {citation.quote}
            {'\u2060'}
            <CitationLink citation={citation} number={numbers[index] ?? index + 1} />
          </blockquote>
          <figcaption className={styles['place']} dir="auto">
            {placeWords(citation)}
          </figcaption>
        </figure>
      ))}
    </div>
  )
}
