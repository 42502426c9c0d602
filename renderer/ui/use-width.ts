import { type RefObject, useEffect, useState } from 'react'

/** Width in px of an element, as it changes; 0 before it is there. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    const look = () => setWidth(watched.clientWidth)
    look()
    const watcher = new ResizeObserver(look)
    watcher.observe(watched)
    return () => watcher.disconnect()
  }, [element])
  return width
}
