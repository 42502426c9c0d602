import type { Diagnostic } from '../contract/diagnostic.ts'
import { FromWorkspace, type OwnerAct, type PrepareKey, type ToWorkspace } from '../contract/binding.ts'
import type { Written } from '../contract/destruction.ts'
import type { InstalledModel } from '../contract/model.ts'
import { deskContract } from '../contract/desk.ts'
import { workspaceContract, workspaceEvents } from '../contract/workspace.ts'
import type { Finding } from '../audit/finding.ts'
import { BulkheadError, type ErrorCode } from '../errors.ts'
import type { StaffId } from '../ids.ts'
import type { WorkspaceBinding } from '../firm/workspace-binding.ts'
import { type ChannelName, splitPort } from '../process/channel.ts'
import type { ChildPort, StartProcess } from '../process/port.ts'
import { serveContract } from '../process/serve-contract.ts'
import { knownSignal } from './diagnostics/known-signal.ts'
import { Answers } from './answers.ts'
import { LentExtractors } from './lent-extractors.ts'
import { stopped } from './stopped.ts'
import { Caller } from '../contract/caller.ts'
import type { Port } from '../contract/port.ts'

const entry = new URL('./workspace-process.ts', import.meta.url)

/** How long a workspace may take to write its last entry before it is ended anyway. */
const closingMs = 5_000

export type WorkspaceCaller = Caller<typeof workspaceContract, typeof workspaceEvents>

/** A member, with the public key that is pinned in the file. */
interface PinnedMember {
  id: StaffId
  publicKey: Uint8Array
}

/** A workspace process with its file open, as main holds it. */
export interface OpenWorkspace {
  readonly pid: number
  /** The client's channel as it is, for a window that relays it; whoever takes it has no `caller`. */
  readonly client: Port
  /** The client's channel as typed calls, for a client inside of main: the command line. */
  readonly caller: WorkspaceCaller
  /** Lets imports read these files and folders, and what lies below them: a person picked or named them. */
  offer(paths: readonly string[]): Promise<void>
  /** Lets one export be written there: a person chose or named the place. */
  offerTarget(path: string): Promise<void>
  /**
   * Asks whether main may do this for the person who has it open, and has it written down.
   *
   * @throws BulkheadError `refused` for anybody who is not an owner, `disk-full`
   */
  act(act: OwnerAct): Promise<void>
  /** The members, with the public keys that are pinned in the file. */
  members(): Promise<PinnedMember[]>
  /** What its log says was written to elsewhere. */
  written(): Promise<Written[]>
  /** Whether it ends, or has ended, for the file to get another key: it is to be opened again at once. */
  readonly changesKey: boolean
  /** Tells the process which models it may open from now on. */
  lend(models: readonly InstalledModel[]): void
  /** Ends what `act` of a backup began: the file may change again. */
  releaseFile(): void
  /** Gives the process a port of its own to its client (see `ChildPort`). */
  handOver(port: unknown): void
  /** Writes the last entry, ends the process, and with it the key and all that it held in memory. */
  lock(): Promise<void>
  readonly exited: ChildPort['exited']
}

export interface OpeningOptions {
  start: StartProcess
  /** While the log is checked. */
  onChecking?: (done: number, total: number) => void
  /** For the diagnostic log: of this workspace. */
  onDiagnostic?: (diagnostic: Diagnostic) => void
  /** The file is to get another key: lock the workspace now. */
  onKeyDecided?: () => void
  /** Ends the process while its log is checked, as long as nothing of it was signed. */
  signal?: AbortSignal
}

/** The log did not check. The workspace stays shut; an owner can go on, with a record of it. */
class DamagedLogError extends BulkheadError {
  readonly findings: readonly Omit<Finding, 'kind'>[]

  constructor(findings: readonly { kind: string; sentence: string }[]) {
    const sentences = [...new Set(findings.map((finding) => finding.sentence))].slice(0, 3).join(' ')
    super('log-damaged', `The log of this workspace does not check, so it stays shut. ${sentences}`)
    this.findings = findings
  }
}

/** Makes the file of a new workspace in a process of its own. */
export async function makeWorkspaceFile(binding: WorkspaceBinding, { start }: OpeningOptions): Promise<void> {
  const process = await startWorkspace(binding, { start })
  try {
    process.control.send({
      kind: 'create',
      ...common(binding),
      memberName: binding.member.name,
      handover: await binding.handover(process.publicKey),
    } satisfies ToWorkspace)
    await process.until('created')
  } finally {
    await process.child.kill()
  }
}

/**
 * Starts a process for a workspace, hands it the key and waits until it has opened the file and checked its log.
 *
 * @throws BulkheadError as `unlock` does, `cancelled`, and DamagedLogError
 */
export async function openWorkspace(
  binding: WorkspaceBinding,
  options: OpeningOptions,
): Promise<OpenWorkspace> {
  const { workspace } = binding
  const { onDiagnostic = () => undefined } = options
  const startedMs = performance.now()
  const process = await startWorkspace(binding, options)
  const { child, control, client } = process
  void child.exited.then(({ code, signal }) =>
    onDiagnostic({ kind: 'process-ended', workspace, code, signal: knownSignal(signal) }),
  )
  try {
    const opening = binding.opening()
    control.send({
      kind: 'open',
      ...common(binding),
      ...opening,
      handover: await binding.handover(process.publicKey),
    } satisfies ToWorkspace)
    await process.until('opened')
    onDiagnostic({ kind: 'workspace-opened', workspace, ms: since(startedMs) })
  } catch (error) {
    await child.kill()
    const code = error instanceof BulkheadError ? error.code : 'internal'
    onDiagnostic({ kind: 'workspace-not-opened', workspace, code, ms: since(startedMs) })
    if (error instanceof BulkheadError && error.code !== 'cancelled') binding.refused(error.code)
    throw error
  }
  const say = (message: ToWorkspace) => control.send(message)
  let caller: WorkspaceCaller | null = null
  return {
    pid: child.pid,
    exited: child.exited,
    client,
    get caller() {
      caller ??= new Caller(client, workspaceContract, workspaceEvents)
      return caller
    },
    offer: async (paths) => await process.acts.ask((id) => say({ kind: 'offer', id, paths: [...paths] })),
    offerTarget: async (path) => await process.acts.ask((id) => say({ kind: 'offer-target', id, path })),
    act: async (act) => await process.acts.ask((id) => say({ kind: 'act', id, act })),
    members: async () => await process.members.ask((id) => say({ kind: 'list-members', id })),
    written: async () => await process.written.ask((id) => say({ kind: 'list-written', id })),
    get changesKey() {
      return process.changesKey
    },
    lend: (models) => say({ kind: 'models', models: [...models] }),
    releaseFile: () => say({ kind: 'release-file' }),
    handOver: (port) => child.handOver?.({ for: 'client' }, port),
    async lock() {
      const lockedMs = performance.now()
      say({ kind: 'close' })
      const late = new Promise((resolve) => setTimeout(resolve, closingMs).unref())
      await Promise.race([process.until('closed').catch(() => undefined), late, child.exited])
      await child.kill()
      onDiagnostic({ kind: 'workspace-locked', workspace, ms: since(lockedMs) })
    },
  }
}

function since(startedMs: number): number {
  return Math.round(performance.now() - startedMs)
}

function common(binding: WorkspaceBinding) {
  const { workspace, file, member, signingKey } = binding
  return { workspace, file, member: member.id, memberPublicKey: member.publicKey, signingKey }
}

type Milestone = 'created' | 'opened' | 'closed'

interface StartedWorkspace extends Record<ChannelName, Port> {
  child: ChildPort
  /** To seal the handover to. */
  publicKey: Uint8Array
  /** Resolves when the process says so; rejects with what it says instead, or when it ends. */
  until(milestone: Milestone): Promise<void>
  /** Of what main asks it to do, and to tell. */
  acts: Answers<void>
  members: Answers<PinnedMember[]>
  written: Answers<Written[]>
  readonly changesKey: boolean
}

async function startWorkspace(
  binding: WorkspaceBinding,
  { start, onChecking, onDiagnostic, onKeyDecided, signal }: OpeningOptions,
): Promise<StartedWorkspace> {
  if (signal?.aborted) throw stopped()
  const child = start(entry)
  const channels = splitPort(child)
  serveContract(channels.desk, {
    contract: deskContract,
    handlers: binding.desk,
    who: () => 'process',
    admit: (context) => ({ context, left: binding.entriesFromNow() }),
    refuse: () => new BulkheadError('refused', 'There is no such request.'),
  })
  const milestones = new Map<Milestone, PromiseWithResolvers<void>>()
  const ready = Promise.withResolvers<Uint8Array>()
  let failure: BulkheadError | null = null

  const until = (milestone: Milestone): Promise<void> => {
    if (failure) return Promise.reject(failure)
    const waiting = milestones.get(milestone) ?? Promise.withResolvers<void>()
    milestones.set(milestone, waiting)
    return waiting.promise
  }
  const acts = new Answers<void>()
  const members = new Answers<PinnedMember[]>()
  const written = new Answers<Written[]>()
  let changesKey = false
  let isStopped = false
  let canStop = true
  signal?.addEventListener('abort', () => {
    if (!canStop) return
    isStopped = true
    void child.kill()
  })
  const fail = (error: BulkheadError) => {
    failure ??= error
    ready.reject(failure)
    for (const waiting of milestones.values()) waiting.reject(failure)
    for (const answers of [acts, members, written]) answers.fail(failure)
  }
  ready.promise.catch(() => undefined)
  const extractors = new LentExtractors(child, start, (id) =>
    channels.control.send({ kind: 'extractor-ended', id } satisfies ToWorkspace),
  )
  channels.control.onMessage((raw) => {
    const message = FromWorkspace.parse(raw)
    switch (message.kind) {
      case 'ready':
        return ready.resolve(message.publicKey)
      case 'created':
      case 'opened':
      case 'closed':
        canStop = false
        void until(message.kind).catch(() => undefined)
        return milestones.get(message.kind)?.resolve()
      case 'not-acted':
        return acts.refuse(message.id, new BulkheadError(message.code as ErrorCode, message.message))
      case 'acted':
      case 'offered':
        return acts.give(message.id)
      case 'members':
        return members.give(message.id, message.members)
      case 'written':
        return written.give(message.id, message.written)
      case 'prepare-key':
        return void prepareKey(message)
      case 'key-decided':
        binding.keyDecided()
        changesKey = true
        return onKeyDecided?.()
      case 'key-changed':
        try {
          binding.keyChanged()
          return channels.control.send({ kind: 'key-changed' } satisfies ToWorkspace)
        } catch (error) {
          if (!(error instanceof BulkheadError)) throw error
          return fail(error)
        }
      case 'checking':
        return onChecking?.(message.done, message.total)
      case 'diagnostic':
        return onDiagnostic?.({ ...message.diagnostic, workspace: binding.workspace })
      case 'found':
        return fail(new DamagedLogError(message.findings))
      case 'failed':
        return fail(new BulkheadError(message.code as ErrorCode, message.message))
      case 'names':
        return void binding
          .otherNames()
          .catch(() => ({ key: new Uint8Array(32), names: null }))
          .then(({ key, names }) =>
            channels.control.send({ kind: 'names', key, names: names && [...names] } satisfies ToWorkspace),
          )
      case 'start-extractor':
        return extractors.start(message.id)
      case 'end-extractor':
        return extractors.end(message.id)
      case 'sign':
        canStop = false
        try {
          const note = binding.sign(message)
          return channels.control.send({ kind: 'signed', size: message.size, note } satisfies ToWorkspace)
        } catch {
          // What is wrong with the log is said at the next unlock, by the check.
          onDiagnostic?.({ kind: 'log-not-signed', workspace: binding.workspace, size: message.size })
          return channels.control.send({ kind: 'not-signed', size: message.size } satisfies ToWorkspace)
        }
    }
  })
  void child.exited.then(() =>
    fail(
      isStopped
        ? stopped()
        : new BulkheadError(
            'process-ended',
            'The process of this workspace ended unexpectedly. Open it again.',
          ),
    ),
  )
  return {
    child,
    ...channels,
    publicKey: await ready.promise,
    until,
    acts,
    members,
    written,
    get changesKey() {
      return changesKey
    },
  }

  async function prepareKey(request: PrepareKey): Promise<void> {
    try {
      const { keyVersion, recoveryKey } = await binding.prepareKey(request)
      channels.control.send({ kind: 'key-prepared', keyVersion, recoveryKey } satisfies ToWorkspace)
    } catch (error) {
      const { code, message } =
        error instanceof BulkheadError
          ? error
          : new BulkheadError('internal', 'The new key could not be made. Nothing was changed.')
      channels.control.send({ kind: 'key-not-prepared', code, message } satisfies ToWorkspace)
    }
  }
}
