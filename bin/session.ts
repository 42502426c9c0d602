import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { BulkheadError } from '../core/errors.ts'
import { Home } from '../core/firm/home.ts'
import { Main, type MainCaller } from '../core/host/main.ts'
import type { OpenWorkspace } from '../core/host/open-workspace.ts'
import type { WorkspaceId } from '../core/ids.ts'
import { forkProcess } from '../core/process/fork.ts'
import { ensureBuiltInModel } from '../models/ensure-built-in-model.ts'
import { withFileProgress } from './file-progress.ts'
import { signInHints, withHints } from './hints.ts'
import type { Output } from './output.ts'
import { askPassphrase } from './passphrase.ts'

/** Options that every command has. */
export interface GlobalOptions {
  home?: string
  as?: string
  json?: boolean
  continueDamagedLog?: boolean
}

/** Runs `work` as a client of main, and locks and signs out whatever happens. */
export async function withMain<T>(home: Home, work: (session: Session) => Promise<T>): Promise<T> {
  const main = new Main(home, forkProcess)
  try {
    return await work(new Session(main))
  } finally {
    await main.close()
  }
}

/** Runs `work` with a person signed in. */
export async function withSignIn<T>(
  options: GlobalOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return await withMain(homeOf(options), async (session) => {
    await session.signIn(options)
    return await work(session)
  })
}

/** Runs `work`, which Ctrl+C stops by the signal; a second Ctrl+C ends the program. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupt = new AbortController()
  const stop = () => {
    // Asked twice, a person means it; what was acknowledged is stored.
    if (interrupt.signal.aborted) process.exit(130)
    interrupt.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    return await work(interrupt.signal)
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

export function homeOf(options: GlobalOptions): Home {
  return new Home(resolve(options.home ?? process.env['BULKHEAD_HOME'] ?? join(homedir(), '.bulkhead')))
}

/** What one workspace is to a command: its process, and the signal that Ctrl+C gives. */
type InWorkspace<T> = (workspace: OpenWorkspace, signal: AbortSignal) => Promise<T>

/** One run of the command line: main and its client in one process. */
export class Session {
  readonly main: MainCaller
  readonly #main: Main

  constructor(main: Main) {
    this.#main = main
    this.main = main.client()
  }

  /** The passphrase to sign in with, where one is asked for. */
  async passphrase(): Promise<Uint8Array | null> {
    const { exists, login } = await this.main.call('firm.state', {})
    const asked = exists && (login === 'passphrase' || process.env['BULKHEAD_PASSPHRASE'] !== undefined)
    return asked ? await askPassphrase('Passphrase') : null
  }

  /** @param given the passphrase, where it was asked for already */
  async signIn(
    options: Pick<GlobalOptions, 'as' | 'continueDamagedLog'>,
    given?: Uint8Array | null,
  ): Promise<void> {
    const passphrase = given === undefined ? await this.passphrase() : given
    await withHints(
      signInHints,
      async () =>
        await this.main.call('firm.signIn', {
          staff: options.as ?? null,
          passphrase,
          goOnFromDamagedLog: options.continueDamagedLog ?? false,
        }),
    )
  }

  /** Runs `work` with a workspace open, and locks it whatever happens. */
  async inWorkspace<T>(
    name: string,
    output: Output,
    work: InWorkspace<T>,
    goOn: string | null = null,
  ): Promise<T> {
    await ensureBuiltInModel((line) => output.note(line))
    const workspace = await this.findWorkspace(name)
    await withFileProgress(
      async (onEvent) => await this.main.call('workspaces.open', { workspace, goOn }, { onEvent }),
    )
    return await interruptible(async (signal) => {
      try {
        return await work(this.bound(workspace), signal)
      } finally {
        await this.main.call('workspaces.lock', { workspace })
      }
    })
  }

  /** Lets one support file be saved there. */
  offerTarget(path: string): void {
    this.#main.offerTarget(path)
  }

  /** Lets models be taken in from there. */
  offerModelFiles(paths: readonly string[]): void {
    this.#main.offerModelFiles(paths)
  }

  /** Lets a workspace be brought in from there. */
  offerFile(path: string): void {
    this.#main.offerFile(path)
  }

  bound(workspace: WorkspaceId): OpenWorkspace {
    return this.#main.bound(workspace)
  }

  /**
   * A workspace by its client's name or by its id.
   *
   * @throws BulkheadError `not-found`, the same for one that does not exist and one that this person may not open
   */
  async findWorkspace(name: string): Promise<WorkspaceId> {
    const wanted = new TextEncoder().encode(name.normalize('NFC'))
    const { workspaces, closed } = await this.main.call('workspaces.list', {})
    const found = workspaces.find((one) => one.id === name || Buffer.compare(one.name, wanted) === 0)
    if (found) return found.id
    // A workspace that does not open has no name to be found by; it may well be the one that is meant.
    const hidden = closed.find(({ id }) => id === name) ?? closed[0]
    throw new BulkheadError(
      'not-found',
      hidden
        ? `${hidden.reason} The command for a recovery key is "bulkhead recover".`
        : 'There is no workspace of that name that you are a member of.',
    )
  }
}
