import { useEffect, useRef } from 'react'

/** Scrolls a row into sight once, when another is named or when the one that was named has come. */
export function useRevealed(
  id: string | null,
  ids: readonly string[],
  reveal: (index: number) => void,
): void {
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (shown.current === id) return
    const index = id === null ? -1 : ids.indexOf(id)
    if (index < 0 && id !== null) return
    shown.current = id
    reveal(index)
  })
}
