import type { PDFDocumentProxy } from 'pdfjs-dist'
import { type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { Passage } from '../passage.ts'
import styles from './pdf.module.css'
import { PdfPage } from './pdf-page.tsx'
import { usePagesInSight } from './use-pages-in-sight.ts'
import { factorOf, useScale, type Zoom } from './use-scale.ts'
import { useSheet } from './use-sheet.ts'

export interface DeskHandle {
  goTo: (page: number) => void
}

interface PdfDeskProps {
  pdf: PDFDocumentProxy
  title: string
  zoom: Zoom
  passage: Passage | null
  /** The page that the reader is at, and the factor of its size on paper. */
  onLook: (page: number, factor: number) => void
  /** Whether the passage was found on its page as it is drawn. */
  onFound: (passage: Passage, found: boolean) => void
  ref: Ref<DeskHandle>
}

/** The pages of a PDF below each other. Those far from sight are empty sheets of the right size. */
export function PdfDesk({ pdf, title, zoom, passage, onLook, onFound, ref }: PdfDeskProps) {
  const desk = useRef<HTMLElement>(null)
  const column = useRef<HTMLDivElement>(null)
  const start = pageOf(passage, pdf)
  const sheet = useSheet(pdf, start)
  const { scale, sharpScale } = useScale(desk, sheet, zoom)
  const isLaid = sheet !== null && scale !== null
  const { near, current, goTo } = usePagesInSight(desk, column, isLaid ? pdf.numPages : 0, start)
  useImperativeHandle(ref, () => ({ goTo }), [goTo])
  useEffect(() => {
    if (scale) onLook(current, factorOf(scale))
  }, [current, scale, onLook])

  useLayoutEffect(() => {
    if (isLaid) goTo(pageOf(passage, pdf))
  }, [isLaid, passage, pdf, goTo])

  const shownFor = useRef<Passage | null>(null)
  const marked = useCallback(
    (mark: HTMLElement | null) => {
      if (!passage) return
      onFound(passage, mark !== null)
      // Only once: a page that comes into sight again is where its reader has scrolled to.
      if (mark && desk.current && shownFor.current !== passage) intoSight(desk.current, mark)
      shownFor.current = passage
    },
    [passage, onFound],
  )

  return (
    // A scrolled region has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={desk} className={styles['desk']} tabIndex={0} aria-label={`Pages of ${title}`}>
      <div ref={column} className={styles['pages']}>
        {isLaid &&
          Array.from({ length: pdf.numPages }, (_, index) => (
            <PdfPage
              key={index}
              pdf={pdf}
              number={index + 1}
              estimate={sheet}
              scale={scale}
              sharpScale={sharpScale ?? scale}
              near={near.has(index + 1)}
              passage={passage?.page === index + 1 ? passage : null}
              onMarked={marked}
            />
          ))}
      </div>
    </section>
  )
}

/** Where one begins to read. */
function pageOf(passage: Passage | null, pdf: PDFDocumentProxy): number {
  return Math.min(passage?.page ?? 1, pdf.numPages)
}

/** A third down, and not beyond the sides. */
function intoSight(desk: HTMLElement, mark: HTMLElement): void {
  const inside = mark.getBoundingClientRect()
  const { top, left, right, height } = desk.getBoundingClientRect()
  desk.scrollTop += inside.top - top - height / 3
  if (inside.left < left || inside.left > right - 48) desk.scrollLeft += inside.left - left - 24
}
