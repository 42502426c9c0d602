import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Sheet } from './use-sheet.ts'

/** The lines as wide as the pane, the whole sheet as wide as the pane, or a factor of the size on paper. */
export type Zoom = 'lines' | 'sheet' | number

/** How long a size must rest before pages are drawn anew; until then their drawings are stretched. */
const settleMs = 150
/** Pixels of the layout for a point of a page at its size on paper: 96 to an inch against 72. */
const pixelsPerPoint = 96 / 72
/** Points left free beside the lines, and how much larger than the whole sheet they make it at most. */
const besideLines = 8
const mostOverSheet = 1.75

interface Scale {
  /** Pixels of the layout for each point of the page; null until pane and page are measured. */
  scale: number | null
  /** The scale to draw at, a little later. */
  sharpScale: number | null
}

/** How large the pages of a desk are laid out. A change keeps the place that is being read. */
export function useScale(deskRef: RefObject<HTMLElement | null>, sheet: Sheet | null, zoom: Zoom): Scale {
  const width = useContentWidth(deskRef)
  const scale = sheet && width ? scaleOf(zoom, sheet, width) : null

  const before = useRef(scale)
  useLayoutEffect(() => {
    if (deskRef.current && scale && before.current) deskRef.current.scrollTop *= scale / before.current
    before.current = scale
  }, [deskRef, scale])

  useLayoutEffect(() => {
    if (!deskRef.current || !sheet || !scale) return
    deskRef.current.scrollLeft = zoom === 'lines' ? (sheet.left - besideLines) * scale : 0
  }, [deskRef, sheet, scale, zoom])

  const [settled, setSettled] = useState<number | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(scale), settleMs)
    return () => clearTimeout(timer)
  }, [scale])
  return { scale, sharpScale: settled ?? scale }
}

function scaleOf(zoom: Zoom, sheet: Sheet, width: number): number {
  if (typeof zoom === 'number') return zoom * pixelsPerPoint
  const whole = width / sheet.width
  if (zoom === 'sheet') return whole
  const lines = width / (sheet.right - sheet.left + 2 * besideLines)
  return Math.min(Math.max(whole, lines), whole * mostOverSheet)
}

/** The factor of the size on paper. */
export function factorOf(scale: number): number {
  return scale / pixelsPerPoint
}

function useContentWidth(elementRef: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null)
  useEffect(() => {
    if (!elementRef.current) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(elementRef.current)
    return () => observer.disconnect()
  }, [elementRef])
  return width
}
