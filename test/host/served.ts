import { Caller } from '../../core/contract/caller.ts'
import { deskContract } from '../../core/contract/desk.ts'
import { workspaceContract, workspaceEvents } from '../../core/contract/workspace.ts'
import { Reserve } from '../../core/database/reserve.ts'
import { createHandlers } from '../../core/host/handlers.ts'
import { NextKey } from '../../core/host/next-key.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import { type Handlers, serve } from '../../core/host/serve.ts'
import { Tools } from '../../core/host/tools.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { portPair } from '../../core/process/port-pair.ts'
import type { Scope } from '../../core/workspace/scope.ts'

/** The handlers of a workspace process, with no main that would sign. */
export function realHandlers(
  tools: Tools = new Tools(forkProcess),
  signingKey: Uint8Array = new Uint8Array(32),
): Handlers {
  return createHandlers(
    tools,
    () => ({ anchorNote: null, signingKey }),
    { signingKey, sign: () => Promise.resolve(true) },
    new NextKey(portPair()[0]),
    // Nobody answers at the other end.
    new Caller(portPair()[0], deskContract, {}),
  )
}

/** Where there is none: it would lie in a folder that is not there. */
export const noReserve = Reserve.beside('/nowhere/to/be.found')

/** Calls of the contract on a scope in this process. */
export function served(scope: Scope, tools?: Tools): WorkspaceCaller {
  const [mine, theirs] = portPair()
  serve(mine, {
    scope,
    handlers: realHandlers(tools),
    reserve: noReserve,
    onWrite: () => undefined,
    diagnose: () => undefined,
  })
  return new Caller(theirs, workspaceContract, workspaceEvents)
}
