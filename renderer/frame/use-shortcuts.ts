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
      if (event.repeat || event.defaultPrevented) return
      // Also where nothing can be done just now: the browser has its own idea of Ctrl N.
      if (act(latest.current, event, hasDialog())) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** What lies under a dialog stays as it is. */
function hasDialog(): boolean {
  const dialogs = document.querySelectorAll('[role="dialog"], [role="alertdialog"]')
  // One that is on its way out is no longer in the way.
  return [...dialogs].some((dialog) => dialog.closest('[data-exiting]') === null)
}
