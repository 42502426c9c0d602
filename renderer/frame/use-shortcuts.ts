import { useEffect, useRef } from 'react'
import { act, type Actions } from './actions.ts'

/** Listens to the keys of the app, wherever the focus is. */
export function useShortcuts(actions: Actions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // Also where nothing can be done just now: the browser has its own idea of Ctrl N.
      if (!event.repeat && !event.defaultPrevented && act(latest.current, event)) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
