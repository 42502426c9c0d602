import { type Ref, useMemo } from 'react'
import type { SearchHit } from '../../core/contract/workspace/search.ts'
import { languageOf } from '../sources/language-of.ts'
import { classNames } from '../ui/class-names.ts'
import { markWords } from './mark-words.ts'
import styles from './search-screen.module.css'
import { snippet } from './snippet.ts'

interface HitProps {
  hit: SearchHit
  query: string
  /** Whether the pane at the right shows it. */
  isOpen: boolean
  onOpen: () => void
  ref: Ref<HTMLButtonElement>
}

/** One passage: where it stands, and the part of it that has the words. */
export function Hit({ hit, query, isOpen, onOpen, ref }: HitProps) {
  const { title, page, heading, text, ranks } = hit
  const stretches = useMemo(() => snippet(markWords(text, query)), [text, query])
  return (
    <button
      ref={ref}
      type="button"
      aria-pressed={isOpen}
      className={classNames(styles['hit'], isOpen && styles['open'])}
      onClick={onOpen}
    >
      <span className={styles['place']}>
        <strong dir="auto" lang={languageOf(title)}>
          {title}
        </strong>
        <span className={styles['page']}>{page === null ? 'no pages' : `page ${page.toLocaleString()}`}</span>
        {ranks.keyword === null && <span className={styles['near']}>near in meaning</span>}
      </span>
      {heading !== null && (
        <span className={styles['heading']} dir="auto" lang={languageOf(heading)}>
          {heading}
        </span>
      )}
      <span className={styles['text']} dir="auto" lang={languageOf(text)}>
        {stretches.map(({ text: words, marked }, index) =>
          marked ? (
            // Stretches are told apart by their place alone.
            // oxlint-disable-next-line react/no-array-index-key
            <mark key={index} className={styles['word']}>
              {words}
            </mark>
          ) : (
            // Of paragraphs only the line between them is kept: a snippet is short.
            words.replace(/\n{2,}/gu, '\n')
          ),
        )}
      </span>
    </button>
  )
}
