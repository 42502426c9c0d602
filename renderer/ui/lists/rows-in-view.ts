import { type RefObject, useEffect, useState } from 'react'

/** Rows that are made although they are just out of sight, so that scrolling shows no gap. */
const margin = 8

/**
 * Which rows of one fixed height (px) stand in the visible part of what scrolls, and its height. `end` is the first
 * that does not.
 */
export function useRowsInView(
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeight, headHeight }: { count: number; rowHeight: number; headHeight: number },
): { start: number; end: number; height: number } {
  const [view, setView] = useState({ first: 0, height: 0 })
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const look = () => {
      const height = Math.max(0, element.clientHeight - headHeight)
      // Only whole steps of some rows, so that most scroll events change nothing here.
      const first = Math.floor(element.scrollTop / rowHeight / 4) * 4
      setView((before) => (before.first === first && before.height === height ? before : { first, height }))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const watcher = new ResizeObserver(look)
    watcher.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      watcher.disconnect()
    }
  }, [scroller, rowHeight, headHeight])
  const start = Math.max(0, Math.min(view.first, count) - margin)
  const end = Math.min(count, view.first + Math.ceil(view.height / rowHeight) + 4 + margin)
  return { start, end, height: view.height }
}
