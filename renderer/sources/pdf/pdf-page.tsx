import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import type { Passage } from '../passage.ts'
import { findQuote } from './find-quote.ts'
import { markPieces, unmark } from './mark-pieces.ts'
import styles from './pdf.module.css'
import { useCanvas } from './use-canvas.ts'
import { useTextLayer } from './use-text-layer.ts'

/** In points. */
interface PageSize {
  width: number
  height: number
}

interface PdfPageProps {
  pdf: PDFDocumentProxy
  number: number
  /** Until the page is read. */
  estimate: PageSize
  /** Pixels of the layout for each point. */
  scale: number
  /** The scale to draw at; it may follow the other a little later. */
  sharpScale: number
  /** Whether it is in sight or about to be; only then is it drawn. */
  near: boolean
  /** What to mark, if it is on this page. */
  passage: Passage | null
  /** Told of the first mark, or null where the quote is not found with certainty. */
  onMarked: (mark: HTMLElement | null) => void
}

/** One page of a PDF: its drawing, and its text over it, unseen. */
export function PdfPage(props: PdfPageProps) {
  const { pdf, number, estimate, scale, sharpScale, near, passage, onMarked } = props
  const drawing = useRef<HTMLDivElement>(null)
  const text = useRef<HTMLDivElement>(null)
  const page = usePage(pdf, number, near)
  const shown = near ? page : null
  useCanvas(drawing, shown, sharpScale)
  const parts = useTextLayer(text, shown)

  useEffect(() => {
    if (!parts || !passage) return undefined
    const found = findQuote(parts.pieces, passage.quote, passage.around)
    const marks = found ? markPieces(parts.spans, found) : []
    onMarked(marks[0] ?? null)
    return () => unmark(marks)
  }, [parts, passage, onMarked])

  const size: PageSize = page ? page.getViewport({ scale: 1 }) : estimate
  const style: CSSProperties & Record<'--total-scale-factor', number> = {
    width: size.width * scale,
    height: size.height * scale,
    '--total-scale-factor': scale,
  }
  return (
    <section className={styles['page']} style={style} aria-label={`Page ${number}`} data-page={number}>
      <div ref={drawing} className={styles['drawing']} aria-hidden="true" />
      <div ref={text} className={styles['text']} />
    </section>
  )
}

/** Read when it first comes near, and kept. */
function usePage(pdf: PDFDocumentProxy, number: number, near: boolean): PDFPageProxy | null {
  const [page, setPage] = useState<PDFPageProxy | null>(null)
  useEffect(() => {
    if (!near || page) return undefined
    let gone = false
    pdf.getPage(number).then(
      (read) => {
        if (!gone) setPage(read)
      },
      // A page that is damaged stays blank.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [pdf, number, near, page])
  return page
}
