import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** Nearer than this to the end is at the end. */
const nearPixels = 24

interface FollowEnd {
  /** Whether the end is out of sight. */
  isAway: boolean
  /** Goes to the end, and follows it from then on. */
  toEnd: () => void
}

/**
 * Keeps the end of a scrolled text in sight while it grows, but only for a reader who is there: one who has scrolled up
 * stays where they are.
 */
export function useFollowEnd(
  scrollerRef: RefObject<HTMLElement | null>,
  contentRef: RefObject<HTMLElement | null>,
): FollowEnd {
  const [isAway, setAway] = useState(false)
  const follows = useRef(true)

  const toEnd = useCallback(() => {
    follows.current = true
    setAway(false)
    if (scrollerRef.current) scrollerRef.current.scrollTop = scrollerRef.current.scrollHeight
  }, [scrollerRef])

  useEffect(() => {
    const element = scrollerRef.current
    if (!element || !contentRef.current) return undefined
    const measure = () => {
      const left = element.scrollHeight - element.clientHeight - element.scrollTop
      follows.current = left < nearPixels
      setAway(!follows.current)
    }
    let top = element.scrollTop
    const scrolled = () => {
      // Growing is told after scrolling: what is below the end now was not there yet. Only going up is leaving.
      if (!follows.current || element.scrollTop < top) measure()
      top = element.scrollTop
    }
    // With its scroll bar, which comes when the text gets long.
    let width = element.offsetWidth
    const resized = () => {
      // A pane that opens beside it breaks the lines anew; what is being read keeps its place (scroll anchoring).
      if (element.offsetWidth === width && follows.current) element.scrollTop = element.scrollHeight
      else measure()
      width = element.offsetWidth
    }
    const observer = new ResizeObserver(resized)
    observer.observe(contentRef.current)
    observer.observe(element)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', scrolled)
    }
  }, [scrollerRef, contentRef])

  return { isAway, toEnd }
}
