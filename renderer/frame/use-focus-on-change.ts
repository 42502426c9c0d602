import { useEffect, useRef } from 'react'

/**
 * Moves the focus to the heading of what the main part shows whenever `place` changes, unless the screen itself has
 * taken it: a screen reader then says where one is, and the next Tab goes on from there.
 */
export function useFocusOnChange(place: string): void {
  const seen = useRef<string | null>(null)
  useEffect(() => {
    if (seen.current === place) return
    seen.current = place
    const main = document.querySelector('main')
    if (!main || main.contains(document.activeElement)) return
    const heading = main.querySelector<HTMLElement>('h1') ?? main
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }, [place])
}
