import { shell } from '../api.ts'
import type { Screen } from '../navigation.tsx'
import type { Client } from '../workspaces/clients.ts'
import { openClient } from '../workspaces/open-client.ts'
import { clientShortcut, isPressed, type ShortcutName, shortcuts } from './shortcuts.ts'

/** What can be done from anywhere just now; what cannot is null. */
export interface Actions extends Record<ShortcutName, (() => void) | null> {
  /** Each has the number of its place as its key. */
  clients: readonly Client[]
}

export interface ActionsFor {
  clients: readonly Client[]
  /** Whether a client is open in which this person reads documents. */
  isReading: boolean
  go: (screen: Screen) => void
  onGoTo: () => void
  onKeys: () => void
  onSidebar: () => void
}

export function actionsFor({ clients, isReading, go, onGoTo, onKeys, onSidebar }: ActionsFor): Actions {
  return {
    clients,
    goTo: onGoTo,
    keys: onKeys,
    sidebar: onSidebar,
    newThread: isReading ? () => go({ kind: 'ask', thread: null }) : null,
    search: isReading ? () => go({ kind: 'search' }) : null,
    settings: () => go({ kind: 'settings' }),
    lock: lockNow,
  }
}

export function lockNow(): void {
  // The page is gone before there is an answer.
  shell.call('window.lock', {}).catch(() => undefined)
}

/**
 * Does what the key stands for. Says whether it stood for something.
 *
 * @param hasDialog only locking and going to another client are possible then
 */
export function act(actions: Actions, event: KeyboardEvent, hasDialog: boolean): boolean {
  for (const name of Object.keys(shortcuts) as ShortcutName[]) {
    if (!isPressed(shortcuts[name], event)) continue
    if (!hasDialog || name === 'lock') actions[name]?.()
    return true
  }
  for (const [index, { id }] of actions.clients.entries()) {
    const keys = clientShortcut(index)
    if (!keys || !isPressed(keys, event)) continue
    openClient(id)
    return true
  }
  return false
}
