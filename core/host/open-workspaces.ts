import type { Diagnostic } from '../contract/diagnostic.ts'
import { BulkheadError } from '../errors.ts'
import type { WorkspaceBinding } from '../firm/workspace-binding.ts'
import type { WorkspaceId } from '../ids.ts'
import type { InstalledModel } from '../contract/model.ts'
import type { StartProcess } from '../process/port.ts'
import { type OpeningOptions, openWorkspace, type OpenWorkspace } from './open-workspace.ts'

/** What a caller hears while a workspace is opened, and how they stop it. */
export type Watching = Pick<OpeningOptions, 'onChecking' | 'signal'>

interface Around {
  start: StartProcess
  diagnose: (diagnostic: Diagnostic) => void
  /** Resolves when nobody else has the file of that workspace. */
  free: (workspace: WorkspaceId) => Promise<void>
  /** Ends what uses a workspace besides its client, before it is locked. */
  release: (workspace: WorkspaceId) => Promise<void>
}

/** The workspaces that are open, each in a process of its own, and those whose file is in use all the same. */
export class OpenWorkspaces {
  readonly #around: Around
  readonly #open = new Map<WorkspaceId, OpenWorkspace>()
  /** What is being locked: nobody opens a file before its last process is gone. */
  readonly #locking = new Map<WorkspaceId, Promise<void>>()
  /** Whose file another takes the place of: nobody opens it before that has come to its end. */
  readonly #replacing = new Map<WorkspaceId, Promise<void>>()

  constructor(around: Around) {
    this.#around = around
  }

  /** @throws BulkheadError `locked` */
  bound(workspace: WorkspaceId): OpenWorkspace {
    const open = this.#open.get(workspace)
    if (!open) throw new BulkheadError('locked', 'This workspace is locked. Open it first.')
    return open
  }

  /** Whether a client has it, or had it a moment ago. */
  has(workspace: WorkspaceId): boolean {
    return this.#open.has(workspace) || this.#locking.has(workspace)
  }

  /**
   * The process that a workspace is open in, or a new one.
   *
   * @param asked `bind` is asked when nothing else has the file any more; `isWanted` once it is open
   * @throws BulkheadError `locked` where it is not wanted any more, and as `bind` and `openWorkspace` do
   */
  async open(
    workspace: WorkspaceId,
    { bind, isWanted }: { bind: () => WorkspaceBinding; isWanted: () => boolean },
    watching: Watching,
  ): Promise<OpenWorkspace> {
    await this.#replacing.get(workspace)
    const known = this.#open.get(workspace)
    if (known) return known
    await this.#locking.get(workspace)
    await this.#around.free(workspace)
    const open = await this.#start(bind(), watching)
    if (!isWanted()) {
      await open.lock()
      throw new BulkheadError('locked', 'Sign in first.')
    }
    return this.#keep(workspace, open)
  }

  /** Opens a file that nobody can have open. @throws BulkheadError as `openWorkspace` does */
  async openBound(binding: WorkspaceBinding, watching: Watching): Promise<OpenWorkspace> {
    return this.#keep(binding.workspace, await this.#start(binding, watching))
  }

  async #start(binding: WorkspaceBinding, watching: Watching): Promise<OpenWorkspace> {
    const { start, diagnose } = this.#around
    return await openWorkspace(binding, {
      ...watching,
      start,
      onDiagnostic: diagnose,
      onKeyDecided: () => void this.lock(binding.workspace),
    })
  }

  #keep(workspace: WorkspaceId, open: OpenWorkspace): OpenWorkspace {
    this.#open.set(workspace, open)
    void open.exited.then(() => {
      if (this.#open.get(workspace) === open) this.#open.delete(workspace)
    })
    return open
  }

  /** Lets nobody open a workspace until this has come to its end. */
  async replace(workspace: WorkspaceId, work: () => Promise<void>): Promise<void> {
    const replacing = work()
    this.#replacing.set(
      workspace,
      replacing.catch(() => undefined).finally(() => this.#replacing.delete(workspace)),
    )
    await replacing
  }

  /** Locks a workspace: its process ends, and with it its key. */
  async lock(workspace: WorkspaceId): Promise<void> {
    const open = this.#open.get(workspace)
    this.#open.delete(workspace)
    if (!open) return await this.#locking.get(workspace)
    const locking = this.#around
      .release(workspace)
      .then(async () => await open.lock())
      .finally(() => this.#locking.delete(workspace))
    this.#locking.set(workspace, locking)
    await locking
  }

  async lockAll(): Promise<void> {
    const all = [...this.#open.keys(), ...this.#locking.keys()]
    await Promise.all(all.map(async (workspace) => await this.lock(workspace)))
  }

  /** Tells every process which models it may open from now on. */
  lend(models: readonly InstalledModel[]): void {
    for (const open of this.#open.values()) open.lend(models)
  }
}
