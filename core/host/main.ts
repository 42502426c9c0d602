import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { keyFingerprint } from '../audit/key-fingerprint.ts'
import {
  type Caller as Who,
  firmContract,
  type FirmContract,
  firmEvents,
  type Settings,
} from '../contract/firm.ts'
import type { DesktopSource, Diagnostic } from '../contract/diagnostic.ts'
import { BulkheadError, type ErrorCode } from '../errors.ts'
import { OfferedTargets } from '../export/offered-targets.ts'
import { Attempts } from '../firm/attempts.ts'
import { changePassphrase } from '../firm/change-passphrase.ts'
import { namesAtTheDoor } from '../firm/names-at-the-door.ts'
import { requireStrong } from '../firm/passphrase-strength.ts'
import { membershipsOf, removeStaff, restoreStaff, suspendStaff } from '../firm/staff-access.ts'
import { createFirm } from '../firm/create-firm.ts'
import type { Firm } from '../firm/firm.ts'
import type { Home } from '../firm/home.ts'
import { addWrap, workspacesOf } from '../firm/wraps.ts'
import { tidyModels } from '../firm/models/model-store.ts'
import { bindWorkspace } from '../firm/bind-workspace.ts'
import { listWorkspaces } from '../firm/list-workspaces.ts'
import { looksLeft } from '../firm/across/look-limit.ts'
import { askGrant, withdrawGrant } from '../firm/grants/ask-grant.ts'
import { endExpiredGrants } from '../firm/grants/end-grants.ts'
import { listGrants } from '../firm/grants/grant-log.ts'
import { lookAtGrant, readGrant } from '../firm/grants/look-grant.ts'
import { newWorkspace } from '../firm/new-workspace.ts'
import { type CopyOptions, earlierFiles, findEarlier, recoverWorkspace } from '../firm/recover-workspace.ts'
import { confirmRecoverySheet, newRecoverySheet } from '../firm/recovery-sheet.ts'
import { setAsideFirm } from '../firm/set-aside-firm.ts'
import { readSettings, writeSettings } from '../firm/settings.ts'
import { signIn } from '../firm/sign-in.ts'
import type { StaffId, WorkspaceId } from '../ids.ts'
import { formatRecoveryKey, parseRecoveryKey } from '../keys/wrap/recovery-key.ts'
import type { StartProcess } from '../process/port.ts'
import { Caller } from '../contract/caller.ts'
import type { Port } from '../contract/port.ts'
import { portPair } from '../process/port-pair.ts'
import { type CallContext, type HandlersOf, serveContract } from '../process/serve-contract.ts'
import { looksLikeBackup, readBackup } from './backup/backup-file.ts'
import { Backups } from './backup/backups.ts'
import { type FetchedBackup, fetchBackup, refuseStranger } from './backup/restore.ts'
import { workspaceFileSource } from './backup/workspace-file.ts'
import { nowAndThen } from './now-and-then.ts'
import { Across } from './across.ts'
import { callFailed } from './diagnostics/call-failed.ts'
import { DiagnosticLog } from './diagnostics/diagnostic-log.ts'
import { thisProgram } from './diagnostics/program.ts'
import { Installer, type InstallerOptions } from './models/installer.ts'
import { ModelDesk } from './models/model-desk.ts'
import { Support } from './support/support.ts'
import {
  makeWorkspaceFile,
  type OpeningOptions,
  openWorkspace,
  type OpenWorkspace,
} from './open-workspace.ts'
import { stopped } from './stopped.ts'
import { actorOf } from '../firm/actor-of.ts'

export type MainCaller = Caller<FirmContract, typeof firmEvents>

/**
 * Main: one home, at most one person signed in, one process for each open workspace. Every shell makes one of these and
 * serves it to its client; what a workspace says to its client does not pass through here.
 */
export class Main {
  readonly #home: Home
  readonly #start: StartProcess
  readonly #open = new Map<WorkspaceId, OpenWorkspace>()
  /** What is being locked: nobody opens a file before its last process is gone. */
  readonly #locking = new Map<WorkspaceId, Promise<void>>()
  /** Whose file a backup takes the place of: nobody opens it before that has come to its end. */
  readonly #restoring = new Map<WorkspaceId, Promise<void>>()
  readonly #diagnostics: DiagnosticLog
  readonly #support: Support
  readonly #targets = new OfferedTargets()
  readonly #offeredFiles = new Set<string>()
  readonly #installer: Installer
  readonly #models: ModelDesk
  readonly #attempts: Attempts
  readonly #backups = new Backups()
  readonly #across: Across
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
      (models) => {
        for (const open of this.#open.values()) open.lend(models)
      },
    )
    this.#across = new Across(
      start,
      (workspace) => this.#open.has(workspace) || this.#locking.has(workspace),
      this.#diagnose,
    )
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
    this.#offeredFiles.add(resolve(path))
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
    const open = this.#open.get(workspace)
    if (!open) throw new BulkheadError('locked', 'This workspace is locked. Open it first.')
    return open
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
   * @param signal stops it while the log is checked
   * @throws BulkheadError `locked`, and as `openWorkspace` does
   */
  async open(
    workspace: WorkspaceId,
    goOn: string | null,
    onChecking: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<OpenWorkspace> {
    await this.#restoring.get(workspace)
    const known = this.#open.get(workspace)
    if (known) return known
    const firm = this.#signedIn
    await this.#locking.get(workspace)
    await this.#across.free(workspace)
    const open = await openWorkspace(bindWorkspace(firm, workspace, goOn), {
      start: this.#start,
      ...(signal && { signal }),
      onChecking,
      onDiagnostic: this.#diagnose,
      onKeyDecided: () => void this.lock(workspace),
    })
    if (this.#firm !== firm) {
      // Whoever asked has signed out meanwhile.
      await open.lock()
      throw new BulkheadError('locked', 'Sign in first.')
    }
    this.#keep(workspace, open)
    return open
  }

  /** Locks a workspace: its process ends, and with it its key. */
  async lock(workspace: WorkspaceId): Promise<void> {
    const open = this.#open.get(workspace)
    this.#open.delete(workspace)
    if (!open) return await this.#locking.get(workspace)
    const locking = this.#backups
      .stop(workspace)
      .then(async () => await open.lock())
      .finally(() => this.#locking.delete(workspace))
    this.#locking.set(workspace, locking)
    await locking
  }

  /** Locks every workspace, signs out and drops every key. */
  async close(): Promise<void> {
    await this.#across.stop()
    const open = [...this.#open.keys(), ...this.#locking.keys()]
    await Promise.all([...open.map(async (workspace) => await this.lock(workspace)), this.#installer.stop()])
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
          signedIn: this.#firm && person(this.#firm.staff),
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
        await tidyModels(this.#firm)
        this.#diagnostics.record({ kind: 'signed-in', ms: Math.round(performance.now() - startedMs) })
        return person(this.#firm.staff)
      },
      'firm.signOut': async () => {
        await this.close()
        return {}
      },
      'firm.key': () => ({ fingerprint: keyFingerprint(this.#signedIn.signingKey) }),
      ...this.#models.handlers(),
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
      'staff.list': () => {
        const firm = this.#signedIn
        return {
          staff: firm.listStaff().map((one) => ({ ...one, memberships: membershipsOf(firm, one.id) })),
        }
      },
      'staff.door': () => ({ names: this.#firm ? null : namesAtTheDoor(this.#home) }),
      'staff.add': async (input) => {
        await requireStrong(input.passphrase, [input.name])
        return person(await this.#signedIn.addStaff(input))
      },
      'staff.suspend': ({ staff }) => {
        suspendStaff(this.#signedIn, staff)
        return {}
      },
      'staff.restore': ({ staff }) => {
        restoreStaff(this.#signedIn, staff)
        return {}
      },
      'staff.remove': ({ staff }) => {
        removeStaff(this.#signedIn, staff)
        return {}
      },
      'staff.changePassphrase': async ({ old, next }) => {
        const firm = this.#signedIn
        await requireStrong(next, [firm.staff.name])
        await changePassphrase(firm, { old, next }, this.#attempts)
        return {}
      },
      'workspaces.list': async () => {
        const { workspaces, closed } = await listWorkspaces(this.#signedIn)
        return { workspaces, closed: closed.map(({ id, problem }) => ({ id, reason: problem.message })) }
      },
      'workspaces.create': async ({ name, colour }) => await this.#create(name, colour),
      'workspaces.open': async ({ workspace, goOn }, { emit }) => {
        const { pid } = await this.open(workspace, goOn, (done, total) =>
          emit('log.checking', { done, total }),
        )
        return { pid }
      },
      'workspaces.lock': async ({ workspace }) => {
        await this.lock(workspace)
        return {}
      },
      'workspaces.recover': async ({ file, recoveryKey }, context) =>
        await this.#recover(file, recoveryKey, context),
      'workspaces.newRecoverySheet': async ({ workspace }) => {
        await this.bound(workspace).act('workspaces.newRecoverySheet')
        const recoveryKey = await newRecoverySheet(this.#signedIn, workspace)
        return { recoveryKey: written(recoveryKey) }
      },
      'workspaces.confirmRecoverySheet': ({ workspace, recoveryKey }) => {
        const firm = this.#signedIn
        if (!workspacesOf(firm).includes(workspace))
          throw new BulkheadError(
            'not-member',
            'There is no workspace of that name that you are a member of.',
          )
        const key = read(recoveryKey)
        try {
          confirmRecoverySheet(firm, workspace, key)
          return {}
        } finally {
          key.fill(0)
        }
      },
      'workspaces.backup': async ({ workspace, target }, context) => {
        const path = this.#targets.take(target)
        const open = this.bound(workspace)
        const { bytes } = await this.#backups.make(
          { firm: this.#signedIn, open, workspace },
          path,
          copying(context),
        )
        return { path, bytes }
      },
      'backup.inspect': ({ file }) => {
        const path = this.#offered(file)
        if (!looksLikeBackup(path)) return { kind: 'other' }
        const { workspace, madeMs, file: copy } = readBackup(path).manifest
        const isMine = workspacesOf(this.#signedIn).includes(workspace)
        return { kind: 'backup', workspace, madeMs, bytes: copy.bytes, isMine }
      },
      'workspaces.restore': async ({ file, replace }, context) =>
        await this.#restore(this.#offered(file), replace, context),
      'recovery.waiting': () => ({ count: earlierFiles(this.#signedIn).length }),
      'firm.setAside': () => {
        setAsideFirm(this.#home)
        return {}
      },
      'grants.ask': (input) => ({ grant: askGrant(this.#signedIn, input) }),
      'grants.mine': () => {
        const firm = this.#signedIn
        endExpiredGrants(firm)
        return listGrants(firm, { operator: firm.staff.id })
      },
      'grants.withdraw': ({ grant }) => {
        withdrawGrant(this.#signedIn, grant)
        return {}
      },
      'grants.look': async ({ grant, level }) => ({
        ...(await lookAtGrant(this.#signedIn, grant, level)),
        fingerprint: keyFingerprint(this.#signedIn.signingKey),
      }),
      'grants.read': ({ grant, ...piece }) => ({ bytes: readGrant(this.#signedIn, grant, piece) }),
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
    return { workspace: binding.workspace, colour, recoveryKey: written(recoveryKey) }
  }

  async #recover(named: string | null, typed: Uint8Array, context: CallContext) {
    const firm = this.#signedIn
    const recoveryKey = read(typed)
    try {
      const file = named === null ? findEarlier(firm, recoveryKey) : this.#offered(named)
      const source = looksLikeBackup(file) ? readBackup(file) : workspaceFileSource(file)
      const { id, binding, register, abandon } = await recoverWorkspace(
        firm,
        source,
        recoveryKey,
        copying(context),
      )
      try {
        const options = {
          ...opening(context),
          start: this.#start,
          onDiagnostic: this.#diagnose,
          onKeyDecided: () => void this.lock(id),
        }
        this.#keep(id, await openWorkspace(binding, options))
      } catch (error) {
        abandon()
        throw error
      }
      await register()
      return { workspace: id }
    } finally {
      recoveryKey.fill(0)
    }
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

  /** A file that a person has chosen or named. @throws BulkheadError `bad-input` for any other */
  #offered(file: string): string {
    const path = resolve(file)
    if (!this.#offeredFiles.has(path)) throw new BulkheadError('bad-input', 'Choose the file first.')
    return path
  }

  async #restore(path: string, replace: boolean, context: CallContext) {
    const firm = this.#signedIn
    const backup = readBackup(path)
    const { workspace } = backup.manifest
    refuseStranger(workspacesOf(firm).includes(workspace))
    const isThere = existsSync(this.#home.workspaceFile(workspace))
    if (isThere && !replace)
      throw new BulkheadError(
        'unconfirmed',
        'This client is here. Going back to the backup puts aside what is here now; say so to go on.',
      )
    const fetched = await fetchBackup(firm, workspace, backup, copying(context))
    try {
      if (context.signal.aborted) throw stopped()
      if (isThere) await this.#decidePutAside(workspace, context)
      const replaced = this.#replace(workspace, fetched, context)
      const over = replaced.catch(() => undefined).finally(() => this.#restoring.delete(workspace))
      this.#restoring.set(workspace, over)
      await replaced
    } finally {
      fetched.discard()
    }
    return { workspace }
  }

  /** An owner’s decision by the file that is there now; one that does not open any more has no say. */
  async #decidePutAside(workspace: WorkspaceId, context: CallContext): Promise<void> {
    const { signal, onChecking } = opening(context)
    try {
      const open = await this.open(workspace, null, onChecking, signal)
      await open.act('workspaces.restore')
    } catch (error) {
      if (!(error instanceof BulkheadError && shut.has(error.code))) throw error
    }
  }

  /** Puts a backup in the place of the file, and opens it; where that does not come to its end, the file is there again. */
  async #replace(workspace: WorkspaceId, fetched: FetchedBackup, context: CallContext): Promise<void> {
    await this.lock(workspace)
    const restoring = fetched.putInPlace()
    try {
      const options = { ...opening(context), start: this.#start, onDiagnostic: this.#diagnose }
      this.#keep(workspace, await openWorkspace(restoring.binding, options))
    } catch (error) {
      restoring.takeBack()
      throw error
    }
    restoring.keep()
  }

  #keep(workspace: WorkspaceId, open: OpenWorkspace): void {
    this.#open.set(workspace, open)
    void open.exited.then(() => {
      if (this.#open.get(workspace) === open) this.#open.delete(workspace)
    })
  }

  /** A look at what the firm's log has gained since now, by type: also of one that signing in opens. */
  #entriesFromNow(): (entryType: string) => boolean {
    const firm = this.#firm
    if (firm) {
      const left = firm.entriesFromNow()
      return (entryType) => this.#firm === firm && left(entryType)
    }
    return (entryType) => this.#firm?.lastEntryIs(entryType) ?? false
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

/** What a workspace file that is beyond opening says: a backup may take its place. */
const shut: ReadonlySet<ErrorCode> = new Set(['damaged', 'wrong-key', 'swapped', 'log-damaged', 'not-found'])

/** What a long copy tells the caller, and how the caller stops it. */
function copying({ signal, emit }: CallContext): Required<CopyOptions> {
  return {
    signal,
    onProgress: nowAndThen((done, total) => emit('workspace.copying', { done, total })),
  }
}

/** The same for the check of a log. */
function opening({ signal, emit }: CallContext): Required<Pick<OpeningOptions, 'signal' | 'onChecking'>> {
  return { signal, onChecking: (done, total) => emit('log.checking', { done, total }) }
}

/** A recovery key as a person writes it down, in bytes that the page zeroes. Zeroes the key. */
function written(recoveryKey: Uint8Array): Uint8Array<ArrayBuffer> {
  const printed = new Uint8Array(Buffer.from(formatRecoveryKey(recoveryKey), 'utf8'))
  recoveryKey.fill(0)
  return printed
}

/** The key that was typed, which is zeroed. @throws BulkheadError `wrong-recovery-key` */
function read(typed: Uint8Array): Uint8Array {
  try {
    return parseRecoveryKey(new TextDecoder().decode(typed))
  } finally {
    typed.fill(0)
  }
}

function person({ id, name, role }: Firm['staff']) {
  return { id, name, role }
}
