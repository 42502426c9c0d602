import { setTimeout } from 'node:timers/promises'
import type { z } from 'zod'
import { openCheckpoint } from '../audit/checkpoint.ts'
import type { FromWorkspace, Open, OwnerAct, ToWorkspace } from '../contract/binding.ts'
import type { Written } from '../contract/destruction.ts'
import type { InstalledModel } from '../contract/model.ts'
import type { DeskContract } from '../contract/desk.ts'
import type { OutputOf } from '../contract/method.ts'
import { Reserve } from '../database/reserve.ts'
import { BulkheadError } from '../errors.ts'
import type { Member } from '../workspace/people/people.ts'
import type { Port } from '../contract/port.ts'
import type { StartProcess } from '../process/port.ts'
import { writtenByLog } from './written-by-log.ts'
import { unlock } from '../workspace/unlock.ts'
import type { Scope } from '../workspace/scope.ts'
import { Checkpoints } from './checkpoints.ts'
import { recordFullDisk } from './full-disk.ts'
import { OtherNames } from './other-names.ts'
import { admitOwnerAct } from './owner-act.ts'
import { ModelShelf } from '../models/model-shelf.ts'
import { createHandlers } from './handlers.ts'
import { NextKey } from './next-key.ts'
import { IndexKeeper } from './models/index-keeper.ts'
import { copyFirmEntry } from './copy-firm-entry.ts'
import type { Desk } from './handlers/grants.ts'
import { nowAndThen } from './now-and-then.ts'
import { refusal } from './refusal.ts'
import { serve } from './serve.ts'
import { Tools } from './tools.ts'

/** How long calls that were told to stop may take to write what they have done. */
const stoppingMs = 2_000

interface Opening {
  message: z.infer<typeof Open>
  /** The caller zeroes it when this has resolved. */
  key: Uint8Array
  control: Port
  client: Port
  desk: Desk
  startExtractor: StartProcess
  say: (message: z.input<typeof FromWorkspace>) => void
}

/** The open workspace of this process. */
export interface Session {
  /** Lets imports read these files and folders, and what lies below them. */
  offer(paths: readonly string[]): void
  /** Lets one export be written there. */
  offerTarget(path: string): void
  /** Lets main do something for an owner, and writes it down. @throws BulkheadError `refused` for anybody else */
  act(act: OwnerAct): Promise<void>
  /** Main has lent these models, and no other, from now on. */
  lend(models: readonly InstalledModel[]): void
  /** The copy of a backup is made; the file may change again. */
  releaseFile(): void
  /** Writes the last entry, has it signed and closes the file. */
  close(): Promise<void>
  /** Takes main's answer about the names of other workspaces. */
  receiveNames(message: Extract<z.infer<typeof ToWorkspace>, { kind: 'names' }>): void
  /** Takes main's answer about a key that this workspace is to get. */
  receiveKey(
    message: Extract<z.infer<typeof ToWorkspace>, { kind: 'key-prepared' | 'key-not-prepared' }>,
  ): void
  /** As they are pinned in the file. */
  members(): Member[]
  /** What the log says was written to elsewhere. */
  written(): Written[]
  receiveSignature(message: Extract<z.infer<typeof ToWorkspace>, { kind: 'signed' | 'not-signed' }>): void
}

/**
 * Unlocks the file and serves its calls; or says what the check found and serves nothing. Returns null in that case.
 */
export async function openSession({
  message,
  key,
  control,
  client,
  desk,
  startExtractor,
  say,
}: Opening): Promise<Session | null> {
  const { workspace, file, member, memberPublicKey, signingKey, anchorNote } = message
  const { recoveredBy, goOn, restored, models } = message
  const checking = nowAndThen((done, total) => say({ kind: 'checking', done, total }))
  const unlocked = await unlock({
    file,
    key,
    workspace,
    member: { id: member, publicKey: memberPublicKey },
    anchorNote,
    signingKey,
    recoveredBy,
    onProgress: checking,
  })
  let scope: Scope
  let fork = false
  if (unlocked.kind === 'open') scope = unlocked.scope
  else {
    const { quarantine } = unlocked
    if (goOn === null) {
      say({ kind: 'found', findings: [...quarantine.findings] })
      unlocked.close()
      return null
    }
    fork = true
    scope =
      recoveredBy === null
        ? await quarantine.goOn(goOn, checking)
        : await quarantine.recover({ name: recoveredBy, publicKey: memberPublicKey }, checking)
  }

  // From a backup the log goes another way than the one that was signed last.
  if (restored !== null) {
    if (scope.role !== 'owner') {
      unlocked.close()
      throw refusal(['owner'])
    }
    fork = true
  }
  const signedSize = anchorNote === null || fork ? 0 : openCheckpoint(anchorNote, signingKey).size
  const checkpoints = new Checkpoints(scope, control, { signedSize, fork })
  const nextKey = new NextKey(control)
  const tools = new Tools(startExtractor, new ModelShelf(models))
  const otherNames = new OtherNames(say)
  tools.otherNames = async () => await otherNames.ask()
  const reserve = Reserve.beside(file)
  try {
    const { consent } = scope.reader
    const said = await desk.call('firm.since', { from: consent.firmLogReached() })
    consent.seen(said.nowMs)
    recordOpening(scope, message, said)
  } catch (error) {
    recordFullDisk(scope, reserve, 'workspaces.open', error)
    throw error
  }
  const afterWrite = () => {
    checkpoints.afterWrite()
    reserve.keep()
  }
  const serving = serve(client, {
    scope,
    handlers: createHandlers(
      tools,
      () => ({ anchorNote: checkpoints.latestNote ?? anchorNote, signingKey }),
      { signingKey, sign: async () => await checkpoints.sign() },
      nextKey,
      desk,
      unlocked.kind === 'open' ? unlocked.checked : null,
    ),
    reserve,
    onWrite: afterWrite,
    diagnose: (diagnostic) => say({ kind: 'diagnostic', diagnostic }),
  })
  afterWrite()
  // What an auditor may not read, their visit does not read anew either.
  const keeper = scope.role === 'auditor' ? null : new IndexKeeper(scope, tools.models, afterWrite)
  say({ kind: 'opened' })

  return {
    offer: (paths) => tools.offered.add(paths),
    offerTarget: (path) => tools.targets.add(path),
    async act(act) {
      admitOwnerAct(scope, reserve, act)
      afterWrite()
      if (act !== 'workspaces.backup') return
      // The state that the copy can be held against is in it.
      if (!(await checkpoints.sign()))
        throw new BulkheadError('log-unwritable', 'The log could not be signed, so no backup was made.')
      scope.holdFile()
    },
    lend: (lent) => tools.models.lend(lent),
    releaseFile: () => scope.releaseFile(),
    async close() {
      const stopped = Promise.all([serving.stop(), keeper?.close()])
      await Promise.race([stopped, setTimeout(stoppingMs, undefined, { ref: false })])
      // Whoever removed themself has nothing more to say here.
      if (scope.isMember)
        reserve.use(() =>
          scope.write((writer) =>
            writer.record({ type: 'workspace.closed', outcome: 'done', about: {}, sealed: {} }),
          ),
        )
      const signed = await checkpoints.sign()
      await tools.close()
      unlocked.close()
      if (!signed) throw new BulkheadError('log-unwritable', 'The last entries of the log were not signed.')
    },
    receiveNames: (names) => otherNames.receive(names),
    receiveKey: (answer) => nextKey.receive(answer),
    members: () => scope.reader.people.members(),
    written: () => writtenByLog(scope),
    receiveSignature: (answer) => checkpoints.receive(answer),
  }
}

/** The first entries of a visit: what the firm's log holds about this workspace since the last one, and the opening. */
function recordOpening(
  scope: Scope,
  message: z.infer<typeof Open>,
  { size, entries }: OutputOf<DeskContract['firm.since']>,
): void {
  if (message.restored !== null) recordRestored(scope, message, message.restored.anchored)
  scope.closeInterruptedAnswers()
  scope.write((writer) => {
    for (const entry of entries) copyFirmEntry(writer, entry)
    writer.record({ type: 'workspace.opened', outcome: 'done', about: { firmLogSize: size }, sealed: {} })
  })
}

/** The file is a backup: which state of the log it has, and which one was signed last. */
function recordRestored(
  scope: Scope,
  { anchorNote, signingKey }: z.infer<typeof Open>,
  anchored: string | null,
): void {
  scope.write((writer) =>
    writer.record({
      type: 'workspace.restored',
      outcome: 'done',
      about: { backup: positionIn(anchorNote, signingKey), anchored: positionIn(anchored, signingKey) },
      sealed: {},
    }),
  )
}

function positionIn(note: string | null, signingKey: Uint8Array): { size: number; root: string } | null {
  if (note === null) return null
  const { size, root } = openCheckpoint(note, signingKey)
  return { size, root: Buffer.from(root).toString('hex') }
}
