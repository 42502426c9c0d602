import { useEffect, useRef } from 'react'

/**
 * Moves the focus to the heading of the main part with every change of `place`, so that a screen reader says where one is
 * and the next Tab goes on from there. A screen that has taken the focus, since one goes there to write, keeps it.
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
