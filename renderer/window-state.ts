import { useSyncExternalStore } from 'react'
import type { WindowState } from '../core/contract/window.ts'
import { bindWorkspace, shell, unbindWorkspace, type WorkspaceCaller } from './api.ts'

/** What this window shows, with the calls into the workspace where one is open. */
export type Shown =
  | { kind: 'starting' }
  | Exclude<WindowState, { kind: 'open' }>
  | (Extract<WindowState, { kind: 'open' }> & { caller: WorkspaceCaller })

/** How far the check of the log is while a workspace opens. */
export interface Checking {
  done: number
  total: number
}

let shown: Shown = { kind: 'starting' }
let checking: Checking | null = null
const listeners = new Set<() => void>()

function changed(): void {
  for (const listener of listeners) listener()
}

void shell.call(
  'window.watch',
  {},
  {
    onEvent(event, payload) {
      if (event === 'log.checking') checking = payload
      else {
        const { state } = payload
        checking = null
        if (state.kind === 'open') shown = { ...state, caller: bindWorkspace(state.binding) }
        else {
          if (shown.kind === 'open') unbindWorkspace()
          shown = state
        }
      }
      changed()
    },
  },
)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useWindowState(): Shown {
  return useSyncExternalStore(subscribe, () => shown)
}

export function useChecking(): Checking | null {
  return useSyncExternalStore(subscribe, () => checking)
}
