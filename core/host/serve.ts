import type { z } from 'zod'
import {
  type WorkspaceContract,
  workspaceContract,
  type WorkspaceEvent,
  type WorkspaceEvents,
} from '../contract/workspace.ts'
import type { WorkspaceDiagnostic } from '../contract/diagnostic.ts'
import type { Port } from '../contract/port.ts'
import type { Reserve } from '../database/reserve.ts'
import { type HandlersOf, serveContract, type Serving } from '../process/serve-contract.ts'
import type { Access } from '../workspace/access.ts'
import type { Scope } from '../workspace/scope.ts'
import { callFailed } from './diagnostics/call-failed.ts'
import { recordFullDisk } from './full-disk.ts'
import { RecordedAccess } from './recorded-access.ts'
import { refusal } from './refusal.ts'

/** What a handler gets beside its input. It names no workspace: the scope behind `access` is the only one there is. */
export interface Call {
  readonly access: Access
  readonly scope: Scope
  readonly signal: AbortSignal
  readonly emit: <Event extends WorkspaceEvent>(
    event: Event,
    payload: z.input<WorkspaceEvents[Event]>,
  ) => void
  /** Into the diagnostic log. */
  readonly diagnose: Diagnose
}

type Diagnose = (diagnostic: WorkspaceDiagnostic) => void

export type Handlers = HandlersOf<WorkspaceContract, Call>

/** What stands behind the calls. */
export interface Served {
  readonly scope: Scope
  readonly handlers: Handlers
  /** Room for the entry that says that the disk is full. */
  readonly reserve: Reserve
  readonly onWrite: () => void
  readonly diagnose: Diagnose
}

/** Serves the workspace's contract over a port, to the scope's member in the role that they have at each call. */
export function serve(port: Port, { scope, handlers, reserve, onWrite, diagnose }: Served): Serving {
  return serveContract(port, {
    contract: workspaceContract,
    handlers,
    who: () => scope.role,
    admit({ signal, emit }) {
      const access = new RecordedAccess(scope, onWrite)
      return { context: { access, scope, signal, emit, diagnose }, left: (type) => access.left(type) }
    },
    refuse(method, policy) {
      const access = new RecordedAccess(scope, onWrite)
      reserve.use(() =>
        access.write((writer) =>
          writer.record({ type: 'call.refused', outcome: 'refused', about: { method }, sealed: {} }),
        ),
      )
      return refusal(policy)
    },
    failed(method, error) {
      recordFullDisk(scope, reserve, method, error)
      const failed = callFailed(method, error)
      if (failed) diagnose(failed)
    },
  })
}
