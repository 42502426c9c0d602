import type { Ref } from 'react'
import { Mark } from '../../ui/marks/mark.tsx'
import { languageOf } from '../language-of.ts'
import styles from './text-view.module.css'
import type { Slice } from './text-slices.ts'

interface MarkedTextProps {
  text: string
  /** What is marked of it. */
  span: Slice | null
  /** The first piece that is marked. */
  markRef?: Ref<HTMLElement>
}

/** The text of a document, to the letter, in its paragraphs. Nothing in it is taken for anything but text. */
export function MarkedText({ text, span, markRef }: MarkedTextProps) {
  return paragraphsOf(text).map(({ start, end }) => {
    const paragraph = text.slice(start, end)
    const from = span ? Math.max(0, span.start - start) : 0
    const to = span ? Math.min(paragraph.length, span.end - start) : 0
    const isFirst = span !== null && span.start >= start
    return (
      <p key={start} className={styles['paragraph']} dir="auto" lang={languageOf(paragraph)}>
        {from < to ? (
          <>
            {paragraph.slice(0, from)}
            <span ref={isFirst ? markRef : undefined}>
              <Mark>{paragraph.slice(from, to)}</Mark>
            </span>
            {paragraph.slice(to)}
          </>
        ) : (
          paragraph
        )}
      </p>
    )
  })
}

function paragraphsOf(text: string): Slice[] {
  const paragraphs: Slice[] = []
  let start = 0
  for (const { index, 0: gap } of text.matchAll(/\n{2,}/gu)) {
    if (index > start) paragraphs.push({ start, end: index })
    start = index + gap.length
  }
  if (start < text.length) paragraphs.push({ start, end: text.length })
  return paragraphs
}
