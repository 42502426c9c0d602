import type { ParsedInputOf } from '../contract/method.ts'
import type { FirmContract } from '../contract/firm.ts'
import type { Diagnostic } from '../contract/diagnostic.ts'
import { lanesAtATime } from '../contract/across.ts'
import { BulkheadError } from '../errors.ts'
import { beginLook, refuseLook } from '../firm/across/begin-look.ts'
import { bindWorkspace } from '../firm/bind-workspace.ts'
import type { Firm } from '../firm/firm.ts'
import type { LookId, WorkspaceId } from '../ids.ts'
import type { StartProcess } from '../process/port.ts'
import type { CallContext } from '../process/serve-contract.ts'
import { openWorkspace } from './open-workspace.ts'

/** How long a page may take to seal its question. */
const askingMs = 60_000

interface Lane {
  look: LookId
  workspace: WorkspaceId
  confirmed: boolean
  recipient: string
}

/**
 * Looks across workspaces, as main has them: for each workspace a process of its own, started for this and ended with it,
 * two at a time. What passes between page and process is sealed on both ways; here are bytes and ids (A5, S3).
 */
export class Across {
  readonly #start: StartProcess
  readonly #diagnose: (diagnostic: Diagnostic) => void
  /** Whether a window has that workspace open; its process has a client already. */
  readonly #isOpen: (workspace: WorkspaceId) => boolean
  readonly #asking = new Map<string, PromiseWithResolvers<Uint8Array>>()
  /** The last lane of each workspace: nobody opens a file before its process is gone. */
  readonly #lanes = new Map<WorkspaceId, Promise<void>>()
  readonly #looks = new Set<AbortController>()

  constructor(
    start: StartProcess,
    isOpen: (workspace: WorkspaceId) => boolean,
    diagnose: (diagnostic: Diagnostic) => void,
  ) {
    this.#start = start
    this.#isOpen = isOpen
    this.#diagnose = diagnose
  }

  /** Resolves when no look has that workspace open. */
  async free(workspace: WorkspaceId): Promise<void> {
    await this.#lanes.get(workspace)
  }

  /** Ends every look and its processes. */
  async stop(): Promise<void> {
    for (const look of this.#looks) look.abort()
    await Promise.all(this.#lanes.values())
  }

  /** @throws BulkheadError `rate-limited`, `cancelled` */
  async search(
    firm: Firm,
    { workspaces, recipient }: ParsedInputOf<FirmContract['across.search']>,
    { signal, emit }: CallContext,
  ): Promise<{ look: LookId }> {
    const wanted = [...new Map(workspaces.map((one) => [one.workspace, one])).values()]
    const look = beginLook(
      firm,
      wanted.map(({ workspace }) => workspace),
    )
    const stopping = new AbortController()
    const stop = () => stopping.abort()
    signal.addEventListener('abort', stop, { once: true })
    this.#looks.add(stopping)
    try {
      const left = wanted.map((one): Lane => ({ ...one, look, recipient }))
      const work = async () => {
        for (let lane = left.shift(); lane; lane = left.shift()) {
          if (stopping.signal.aborted) return
          await this.#after(lane, async () => await this.#look(firm, lane, stopping.signal, emit))
        }
      }
      await Promise.all(Array.from({ length: lanesAtATime }, work))
    } finally {
      this.#looks.delete(stopping)
      signal.removeEventListener('abort', stop)
    }
    if (stopping.signal.aborted) throw new BulkheadError('cancelled', 'Stopped.')
    return { look }
  }

  /** The page's question to one workspace. @throws BulkheadError `not-found` where that one is not waiting for it */
  ask({ look, workspace, sealed }: ParsedInputOf<FirmContract['across.ask']>): void {
    const asking = this.#asking.get(keyOf({ look, workspace }))
    if (!asking) throw new BulkheadError('not-found', 'This look is over.')
    asking.resolve(sealed)
  }

  /** One at a time for each workspace. */
  async #after({ workspace }: Lane, work: () => Promise<void>): Promise<void> {
    const before = this.#lanes.get(workspace) ?? Promise.resolve()
    const mine = before.then(work)
    const ended = mine.catch(() => undefined)
    this.#lanes.set(workspace, ended)
    try {
      await mine
    } finally {
      if (this.#lanes.get(workspace) === ended) this.#lanes.delete(workspace)
    }
  }

  async #look(firm: Firm, lane: Lane, signal: AbortSignal, emit: CallContext['emit']): Promise<void> {
    const { look, workspace, confirmed, recipient } = lane
    if (signal.aborted) return
    emit('across.opening', { look, workspace })
    try {
      if (this.#isOpen(workspace))
        throw new BulkheadError('home-open', 'This client is open in the window. Close it first.')
      const open = await openWorkspace(bindWorkspace(firm, workspace), {
        start: this.#start,
        onDiagnostic: this.#diagnose,
      })
      try {
        const key = await open.caller.call('across.key', {})
        const sealed = await this.#question(lane, signal, () =>
          emit('across.ready', { look, workspace, recipient: key.recipient }),
        )
        const found = await open.caller.call(
          'across.search',
          { look, sealed, recipient, confirmed },
          { signal },
        )
        emit('across.found', { look, workspace, sealed: found.sealed })
      } finally {
        await open.lock()
      }
    } catch (error) {
      const { code, message } =
        error instanceof BulkheadError
          ? error
          : new BulkheadError('internal', 'Something went wrong inside Bulkhead. Nothing was lost.')
      // Signed out meanwhile: there is no log to write to, and nobody to tell.
      if (signal.aborted) return
      refuseLook(firm, { look, workspace, code })
      emit('across.refused', { look, workspace, code, message })
    }
  }

  async #question(lane: Lane, signal: AbortSignal, onWaiting: () => void): Promise<Uint8Array> {
    const key = keyOf(lane)
    const asking = Promise.withResolvers<Uint8Array>()
    const giveUp = () => asking.reject(new BulkheadError('cancelled', 'No question came.'))
    const timer = setTimeout(giveUp, askingMs)
    signal.addEventListener('abort', giveUp, { once: true })
    this.#asking.set(key, asking)
    try {
      onWaiting()
      return await asking.promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      this.#asking.delete(key)
    }
  }
}

function keyOf({ look, workspace }: Pick<Lane, 'look' | 'workspace'>): string {
  return `${look} ${workspace}`
}
