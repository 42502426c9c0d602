import { useSyncExternalStore } from 'react'
import type { WindowState } from '../core/contract/window.ts'
import { bindWorkspace, shell, unbindWorkspace, type WorkspaceCaller } from './api.ts'

/** The calls into the workspace under one binding. */
interface Binding {
  binding: number
  caller: WorkspaceCaller
}

/** What this window shows, with the calls into the workspace where one is open. */
export type Shown =
  | { kind: 'starting' }
  | Exclude<WindowState, { kind: 'open' | 'opening' | 'ended' }>
  | (Extract<WindowState, { kind: 'open' }> & Binding)
  /** `before` is what this very page had open of it: its process ended, and the page is still there. */
  | (Extract<WindowState, { kind: 'opening' | 'ended' }> & { before: Binding | null })

/** How far the check of the log is while a workspace opens. */
export interface Checking {
  done: number
  total: number
}

let shown: Shown = { kind: 'starting' }
let checking: Checking | null = null
const listeners = new Set<() => void>()

void shell.call(
  'window.watch',
  {},
  {
    onEvent(event, payload) {
      if (event === 'log.checking') checking = payload
      else {
        checking = null
        shown = next(payload.state)
      }
      for (const listener of listeners) listener()
    },
  },
)

function next(state: WindowState): Shown {
  switch (state.kind) {
    case 'open':
      return { ...state, caller: bindWorkspace(state.binding) }
    case 'opening':
    case 'ended':
      if (shown.kind === 'open') unbindWorkspace()
      return { ...state, before: bindingOf(state) }
    case 'closed':
    case 'failed':
    case 'destroyed':
      unbindWorkspace()
      return state
    default:
      return state satisfies never
  }
}

function bindingOf({ workspace }: { workspace: string }): Binding | null {
  if (shown.kind === 'open' && shown.workspace === workspace) return shown
  return shown.kind === 'opening' || shown.kind === 'ended' ? shown.before : null
}

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

/** Resolves with whether the window is bound to its workspace again, after the process of that binding ended. */
export async function whenBoundAgain(before: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const look = () => {
      if (shown.kind === 'open' && shown.binding === before) return
      if (shown.kind === 'starting' || shown.kind === 'opening' || shown.kind === 'ended') return
      unsubscribe()
      resolve(shown.kind === 'open')
    }
    const unsubscribe = subscribe(look)
    look()
  })
}
