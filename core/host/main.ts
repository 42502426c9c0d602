import { keyFingerprint } from '../audit/key-fingerprint.ts'
import {
  type Caller as Who,
  firmContract,
  type FirmContract,
  firmEvents,
  type Settings,
} from '../contract/firm.ts'
import type { DesktopSource, Diagnostic } from '../contract/diagnostic.ts'
import { BulkheadError } from '../errors.ts'
import { OfferedTargets } from '../export/offered-targets.ts'
import { Attempts } from '../firm/attempts.ts'
import { requireStrong } from '../firm/passphrase-strength.ts'
import { createFirm } from '../firm/create-firm.ts'
import type { Firm } from '../firm/firm.ts'
import type { Home } from '../firm/home.ts'
import { addWrap } from '../firm/wraps.ts'
import { tidyModels } from '../firm/models/model-store.ts'
import { bindWorkspace } from '../firm/bind-workspace.ts'
import { wasDestroyed } from '../firm/destruction/destruction.ts'
import { listWorkspaces } from '../firm/list-workspaces.ts'
import { looksLeft } from '../firm/across/look-limit.ts'
import { newWorkspace } from '../firm/new-workspace.ts'
import { readSettings, writeSettings } from '../firm/settings.ts'
import { signIn } from '../firm/sign-in.ts'
import type { StaffId, WorkspaceId } from '../ids.ts'
import type { StartProcess } from '../process/port.ts'
import { Caller } from '../contract/caller.ts'
import type { Port } from '../contract/port.ts'
import { portPair } from '../process/port-pair.ts'
import { type CallContext, type HandlersOf, serveContract } from '../process/serve-contract.ts'
import { printRecoveryKey } from '../keys/wrap/recovery-key.ts'
import { Backups } from './backup/backups.ts'
import { Recovery } from './backup/recovery.ts'
import { Across } from './across.ts'
import { Destructions } from './destructions.ts'
import { callFailed } from './diagnostics/call-failed.ts'
import { DiagnosticLog } from './diagnostics/diagnostic-log.ts'
import { thisProgram } from './diagnostics/program.ts'
import { Installer, type InstallerOptions } from './models/installer.ts'
import { ModelDesk } from './models/model-desk.ts'
import { Support } from './support/support.ts'
import { makeWorkspaceFile, type OpenWorkspace } from './open-workspace.ts'
import { OpenWorkspaces, type Watching } from './open-workspaces.ts'
import { operatorGrantHandlers } from './operator-grants.ts'
import { personOf, staffHandlers } from './staff-handlers.ts'
import { actorOf } from '../firm/actor-of.ts'

export type MainCaller = Caller<FirmContract, typeof firmEvents>

/**
 * Main: one home, at most one person signed in, one process for each open workspace. Every shell makes one of these and
 * serves it to its client; what a workspace says to its client does not pass through here.
 */
export class Main {
  readonly #home: Home
  readonly #start: StartProcess
  readonly #workspaces: OpenWorkspaces
  readonly #diagnostics: DiagnosticLog
  readonly #support: Support
  readonly #targets = new OfferedTargets()
  readonly #installer: Installer
  readonly #models: ModelDesk
  readonly #attempts: Attempts
  readonly #across: Across
  readonly #recovery: Recovery
  readonly #destructions: Destructions
  #firm: Firm | null = null

  /** @param installing another way to download; only a test has one */
  constructor(home: Home, start: StartProcess, installing: InstallerOptions = {}) {
    this.#home = home
    this.#start = start
    this.#attempts = new Attempts(home)
    this.#diagnostics = new DiagnosticLog(home.folder)
    this.#support = new Support(home, this.#diagnostics, this.#targets)
    this.#installer = new Installer(installing)
    this.#models = new ModelDesk(
      () => this.#signedIn,
      this.#installer,
      (models) => this.#workspaces.lend(models),
    )
    this.#across = new Across(start, (workspace) => this.#workspaces.has(workspace), this.#diagnose)
    const backups = new Backups()
    this.#workspaces = new OpenWorkspaces({
      start,
      diagnose: this.#diagnose,
      free: async (workspace) => await this.#across.free(workspace),
      release: async (workspace) => await backups.stop(workspace),
    })
    this.#recovery = new Recovery({
      home,
      signedIn: () => this.#signedIn,
      workspaces: this.#workspaces,
      open: async (workspace, watching) => await this.open(workspace, null, watching),
      backups,
      targets: this.#targets,
    })
    this.#destructions = new Destructions({
      signedIn: () => this.#signedIn,
      attempts: this.#attempts,
      diagnostics: this.#diagnostics,
      targets: this.#targets,
      workspaces: this.#workspaces,
      free: async (workspace) => await this.#across.free(workspace),
    })
    this.#diagnostics.record({ kind: 'started', ...thisProgram() })
  }

  /** Serves the firm's contract over a port. */
  serve(port: Port): { stop: () => void } {
    return serveContract(port, {
      contract: firmContract,
      handlers: this.#handlers(),
      who: () => this.who,
      admit: (context) => ({ context, left: this.#entriesFromNow() }),
      refuse: () => refusalOf(this.who),
      failed: (method, error) => this.callFailed(method, error),
    })
  }

  /** Lets one support file or backup be saved there: a person chose or named the place. */
  offerTarget(path: string): void {
    this.#targets.add(path)
  }

  /** Puts a call of main's own contract, or of a window's, that did not come out well into the diagnostic log. */
  callFailed(method: string, error: unknown): void {
    const failed = callFailed(method, error)
    if (failed?.kind === 'call-failed') this.#diagnostics.record({ ...failed, workspace: null })
  }

  /** Puts into the diagnostic log that the desktop is not heard there. */
  desktopUnheard(source: DesktopSource): void {
    this.#diagnostics.record({ kind: 'desktop-unheard', source })
  }

  /** Lets a workspace be brought in from this file: a person chose or named it. */
  offerFile(path: string): void {
    this.#recovery.offerFile(path)
  }

  /** Lets a model be taken in from these files and folders: a person picked or named them. */
  offerModelFiles(paths: readonly string[]): void {
    this.#models.offered.add(paths)
  }

  /** A client inside this process: the command line. */
  client(): MainCaller {
    const [mine, theirs] = portPair()
    this.serve(mine)
    return new Caller(theirs, firmContract, firmEvents)
  }

  /** The process that a client's window or command is bound to. @throws BulkheadError `locked` */
  bound(workspace: WorkspaceId): OpenWorkspace {
    return this.#workspaces.bound(workspace)
  }

  /** Whether that workspace is not here any more because somebody had it destroyed. */
  wasDestroyed(workspace: WorkspaceId): boolean {
    return this.#firm !== null && wasDestroyed(this.#firm, workspace)
  }

  get settings(): Settings {
    return readSettings(this.#home)
  }

  /** Who calls, as of now. */
  get who(): Who {
    return this.#firm?.staff.role ?? 'nobody'
  }

  /**
   * Opens a workspace in a process of its own, or gives the one it is open in.
   *
   * @param goOn an owner's reason to go on from a damaged log, or null
   * @throws BulkheadError `locked`, and as `openWorkspace` does
   */
  async open(
    workspace: WorkspaceId,
    goOn: string | null = null,
    watching: Watching = {},
  ): Promise<OpenWorkspace> {
    const firm = this.#signedIn
    const asked = {
      bind: () => bindWorkspace(firm, workspace, goOn),
      // Whoever asked may have signed out meanwhile.
      isWanted: () => this.#firm === firm,
    }
    return await this.#workspaces.open(workspace, asked, watching)
  }

  /** Locks a workspace: its process ends, and with it its key. */
  async lock(workspace: WorkspaceId): Promise<void> {
    await this.#workspaces.lock(workspace)
  }

  /** Locks every workspace, signs out and drops every key. */
  async close(): Promise<void> {
    await this.#across.stop()
    await Promise.all([this.#workspaces.lockAll(), this.#installer.stop()])
    this.#installer.forgetStates()
    this.#firm?.signOut()
    this.#firm = null
  }

  #handlers(): HandlersOf<FirmContract, CallContext> {
    return {
      'firm.state': () => {
        const exists = this.#home.exists
        const { keyStore, login } = exists ? this.#home.read() : { keyStore: null, login: null }
        return {
          exists,
          keyStore,
          login,
          signedIn: this.#firm && personOf(this.#firm.staff),
          waitMs: exists ? this.#attempts.waitMs() : 0,
        }
      },
      'firm.create': async (input) => {
        if (input.passphrase) await requireStrong(input.passphrase, [input.name, input.staff])
        return await createFirm(this.#home, input)
      },
      'firm.signIn': async (input) => {
        const startedMs = performance.now()
        this.#firm = await signIn(this.#home, input, this.#attempts)
        this.#destructions.goOn(this.#firm)
        await tidyModels(this.#firm)
        this.#diagnostics.record({ kind: 'signed-in', ms: Math.round(performance.now() - startedMs) })
        return personOf(this.#firm.staff)
      },
      'firm.signOut': async () => {
        await this.close()
        return {}
      },
      'firm.key': () => ({ fingerprint: keyFingerprint(this.#signedIn.signingKey) }),
      ...this.#models.handlers(),
      ...this.#recovery.handlers(),
      ...staffHandlers({
        home: this.#home,
        attempts: this.#attempts,
        firm: () => this.#firm,
        signedIn: () => this.#signedIn,
      }),
      ...operatorGrantHandlers(() => this.#signedIn),
      ...this.#destructions.handlers(),
      'support.preview': () => this.#support.preview(this.#firm),
      'support.save': ({ sha256, target }) => this.#support.save(this.#firm, sha256, target),
      'settings.get': () => this.settings,
      'settings.set': (settings) => {
        const { log, home, staff } = this.#signedIn.parts
        log.record(
          {
            type: 'settings.changed',
            actor: actorOf(staff),
            outcome: 'done',
            about: {},
            sealed: {},
          },
          () => writeSettings(home, settings),
        )
        return {}
      },
      'workspaces.list': async () => {
        const { workspaces, closed } = await listWorkspaces(this.#signedIn)
        return { workspaces, closed: closed.map(({ id, problem }) => ({ id, reason: problem.message })) }
      },
      'workspaces.create': async ({ name, colour }) => await this.#create(name, colour),
      'workspaces.open': async ({ workspace, goOn }, { emit }) => {
        const onChecking = (done: number, total: number) => emit('log.checking', { done, total })
        const { pid } = await this.open(workspace, goOn, { onChecking })
        return { pid }
      },
      'workspaces.lock': async ({ workspace }) => {
        await this.lock(workspace)
        return {}
      },
      'across.left': () => looksLeft(this.#signedIn),
      'across.search': async (input, context) => await this.#across.search(this.#signedIn, input, context),
      'across.ask': (input) => {
        this.#across.ask(input)
        return {}
      },
      'workspaces.admit': async ({ workspace, staff }) => {
        await this.#admit(workspace, staff)
        return {}
      },
    }
  }

  readonly #diagnose = (diagnostic: Diagnostic): void => this.#diagnostics.record(diagnostic)

  get #signedIn(): Firm {
    if (!this.#firm) throw new BulkheadError('locked', 'Sign in first.')
    return this.#firm
  }

  async #create(name: Uint8Array, wanted: number | null) {
    const firm = this.#signedIn
    const { workspaces } = await listWorkspaces(firm)
    if (name.length === 0) throw new BulkheadError('bad-input', 'A workspace needs a name.')
    if (workspaces.some((one) => Buffer.compare(one.name, name) === 0))
      throw new BulkheadError('already-exists', 'There is a workspace of that name already.')
    const colour = wanted ?? workspaces.length % 8
    const { binding, register, abandon } = newWorkspace(firm, { name, colour })
    try {
      await makeWorkspaceFile(binding, { start: this.#start })
    } catch (error) {
      abandon()
      throw error
    }
    const { recoveryKey } = await register()
    return { workspace: binding.workspace, colour, recoveryKey: printRecoveryKey(recoveryKey) }
  }

  /** The wrap is sealed to the key that the workspace has pinned, which has to be the one that the account has. */
  async #admit(workspace: WorkspaceId, staff: StaffId): Promise<void> {
    const firm = this.#signedIn
    const account = firm.listStaff().find((one) => one.id === staff)
    if (!account) throw new BulkheadError('not-found', 'This person has no account here.')
    const pinned = (await this.bound(workspace).members()).find(({ id }) => id === staff)
    if (!pinned)
      throw new BulkheadError('not-found', 'This person is not a member of this workspace. Add them first.')
    if (Buffer.compare(pinned.publicKey, account.publicKey) !== 0)
      throw new BulkheadError(
        'tampered-wrap',
        'This person’s account is not the one that the workspace knows, so no key was given to it.',
      )
    await addWrap(firm, workspace, pinned)
  }

  /** A look at what the firm's log has gained since now, by type: also of one that signing in opens. */
  #entriesFromNow(): (entryType: string) => boolean {
    const firm = this.#firm
    if (firm) {
      const left = firm.entriesFromNow()
      return (entryType) => this.#firm === firm && left(entryType)
    }
    return (entryType) => this.#firm?.entriesOfVisit(entryType) ?? false
  }
}

/** Why main, or a window of it, does not do what was asked. */
export function refusalOf(who: Who): BulkheadError {
  return who === 'nobody'
    ? new BulkheadError('locked', 'Sign in first.')
    : new BulkheadError(
        'refused',
        'Your account may not do that: operators maintain the installation and open no workspace.',
      )
}
