/** One key with the platform's command key, or a key alone. */
export interface Shortcut {
  readonly says: string
  /** As `KeyboardEvent.key` gives it, in lower case. */
  readonly key: string
  /** With Ctrl, on a Mac with Command. */
  readonly command: boolean
}

/** Every key that works anywhere in the app. The palette, the tooltips and the sheet of keys read them from here. */
export const shortcuts = {
  goTo: { says: 'Go to a client, a thread or an action', key: 'k', command: true },
  newThread: { says: 'New thread', key: 'n', command: true },
  search: { says: 'Search this client’s documents', key: 'f', command: true },
  sidebar: { says: 'Show or hide the sidebar', key: 'b', command: true },
  settings: { says: 'Settings', key: ',', command: true },
  lock: { says: 'Lock now', key: 'l', command: true },
  keys: { says: 'These keys', key: '?', command: false },
} as const satisfies Record<string, Shortcut>
export type ShortcutName = keyof typeof shortcuts

/** Clients are numbered by their place in the rail. */
const numberedClients = 9

export function clientShortcut(index: number): Shortcut | null {
  if (index >= numberedClients) return null
  return { says: 'Open a client by its place in the list', key: String(index + 1), command: true }
}

export const isMac = navigator.platform.startsWith('Mac')

/** As it stands on a key cap: "Ctrl K". */
export function keyCap({ key, command }: Shortcut): string {
  const cap = key.toUpperCase()
  if (!command) return cap
  return isMac ? `⌘${cap}` : `Ctrl ${cap}`
}

/** For `aria-keyshortcuts`. */
export function ariaKeys({ key, command }: Shortcut): string {
  if (!command) return key
  return `${isMac ? 'Meta' : 'Control'}+${key.toUpperCase()}`
}

export function isPressed({ key, command }: Shortcut, event: KeyboardEvent): boolean {
  if (event.altKey || event.key.toLowerCase() !== key) return false
  const held = isMac ? event.metaKey : event.ctrlKey
  const other = isMac ? event.ctrlKey : event.metaKey
  if (command) return held && !other && !event.shiftKey
  return !held && !other && !isWriting(event.target)
}

/** A key alone is a letter where somebody writes. */
function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  )
}
