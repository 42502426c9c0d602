import { useLayoutEffect, useRef } from 'react'
import { Banner } from '../../ui/banner.tsx'
import type { Passage } from '../passage.ts'
import styles from '../source-pane.module.css'
import { MarkedText } from '../text/marked-text.tsx'

/** A quote in the text that was read from its page, where the page as it is drawn does not show it for certain (R5). */
export function QuoteAsText({ passage }: { passage: Passage }) {
  const scroller = useRef<HTMLElement>(null)
  const mark = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (!scroller.current || !mark.current) return
    scroller.current.scrollTop +=
      mark.current.getBoundingClientRect().top - scroller.current.getBoundingClientRect().top - 24
  }, [])
  const { text, start } = passage.around
  return (
    <div className={styles['fallback']}>
      <div className={styles['doubt']}>
        <Banner tone="warn">The quote was not found on the page as drawn. Here it is as text.</Banner>
      </div>
      {/* A scrolled region has to be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={scroller} tabIndex={0} aria-label="The quote as text" className={styles['asText']}>
        <MarkedText text={text} span={{ start, end: start + passage.quote.length }} markRef={mark} />
      </section>
    </div>
  )
}
