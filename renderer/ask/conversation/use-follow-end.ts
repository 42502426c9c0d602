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
    const look = () => {
      const left = element.scrollHeight - element.clientHeight - element.scrollTop
      follows.current = left < nearPixels
      setAway(!follows.current)
    }
    let width = element.clientWidth
    const resized = () => {
      // A pane that opens beside it breaks the lines anew; what is being read keeps its place (scroll anchoring).
      if (element.clientWidth === width && follows.current) element.scrollTop = element.scrollHeight
      else look()
      width = element.clientWidth
    }
    const observer = new ResizeObserver(resized)
    observer.observe(contentRef.current)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scrollerRef, contentRef])

  return { isAway, toEnd }
}
