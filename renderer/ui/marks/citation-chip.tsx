import type { Ref } from 'react'
import { Button } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { given } from '../given.ts'
import styles from './citation-chip.module.css'

export interface CitationChipProps {
  number: number
  /** "open": its page is at the right. "unsure": the quote was not found on the page, so nothing is marked there. */
  state?: 'rest' | 'open' | 'unsure' | undefined
  /** The document and page that it names, for a screen reader. */
  source: string
  onPress?: (() => void) | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}

/** The number after a sentence that leads to the words it stands on. */
export function CitationChip({ number, state = 'rest', source, onPress, ref }: CitationChipProps) {
  const doubt = state === 'unsure' ? ', not found word for word' : ''
  return (
    <Button
      {...given({ onPress })}
      ref={ref}
      aria-label={`Source ${number}: ${source}${doubt}`}
      aria-pressed={state === 'open'}
      className={classNames(styles['cite'], styles[state])}
    >
      <span className={styles['box']}>
        {number}
        {state === 'unsure' && '?'}
      </span>
    </Button>
  )
}
