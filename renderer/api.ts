import type { Bridge, BoundMessage, BridgeChannel } from '../core/contract/bridge.ts'
import { Caller } from '../core/contract/caller.ts'
import { firmContract, firmEvents } from '../core/contract/firm.ts'
import type { Port } from '../core/contract/port.ts'
import { windowContract, windowEvents } from '../core/contract/window.ts'
import { workspaceContract, workspaceEvents } from '../core/contract/workspace.ts'

declare global {
  interface Window {
    /** Put there by the shell before the page loads. */
    readonly bulkhead: Bridge
  }
}

/** Calls to main: the firm, its people, its register of workspaces. */
export const firm = new Caller(channel('firm'), firmContract, firmEvents)

/** Calls to the window that this page is in. */
export const shell = new Caller(channel('window'), windowContract, windowEvents)

export type WorkspaceCaller = Caller<typeof workspaceContract, typeof workspaceEvents>

function channel(name: BridgeChannel): Port {
  return {
    send: (message) => window.bulkhead.call(name, message),
    onMessage: (listener) => window.bulkhead.on(name, listener),
    // The channel lives as long as the page.
    onClose: () => undefined,
    close: () => undefined,
  }
}

let bound: { binding: number; deliver(body: unknown): void; close(): void } | null = null

window.bulkhead.on('workspace', (message) => {
  const { binding, body } = message as BoundMessage
  // What an earlier binding still had to say has no one to go to (S5).
  if (bound?.binding === binding) bound.deliver(body)
})

/** Calls into the workspace of one binding; whatever waits fails with `process-ended` at the next. */
export function bindWorkspace(binding: number): WorkspaceCaller {
  bound?.close()
  let deliver: (body: unknown) => void = () => undefined
  const closing: (() => void)[] = []
  bound = {
    binding,
    deliver: (body) => deliver(body),
    close: () => closing.splice(0).forEach((listener) => listener()),
  }
  return new Caller(
    {
      send: (body) => window.bulkhead.call('workspace', { binding, body } satisfies BoundMessage),
      onMessage(listener) {
        deliver = listener
      },
      onClose: (listener) => void closing.push(listener),
      close: () => undefined,
    },
    workspaceContract,
    workspaceEvents,
  )
}

/** Ends the calls of the last binding: its process is gone. */
export function unbindWorkspace(): void {
  bound?.close()
  bound = null
}
