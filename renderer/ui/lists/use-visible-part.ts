import { type RefObject, useEffect, useState } from 'react'

/** In steps of this many px, so that most scroll events change nothing. */
const step = 96

/** The part of what scrolls that is in sight, in px: at least that, and up to a step more above. */
export function useVisiblePart(scroller: RefObject<HTMLElement | null>): { top: number; height: number } {
  const [part, setPart] = useState({ top: 0, height: 0 })
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const look = () => {
      const top = Math.floor(element.scrollTop / step) * step
      const height = element.clientHeight + step
      setPart((before) => (before.top === top && before.height === height ? before : { top, height }))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const watcher = new ResizeObserver(look)
    watcher.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      watcher.disconnect()
    }
  }, [scroller])
  return part
}
