import { type Checkpoint, openCheckpoint, signCheckpoint } from '../audit/checkpoint.ts'
import { verifyConsistency } from '../audit/verify-proof.ts'
import type { SignRequest } from '../contract/binding.ts'
import { isFullDisk } from '../database/reserve.ts'
import { BulkheadError } from '../errors.ts'
import type { WorkspaceId } from '../ids.ts'
import { workspaceItem } from '../keys/store/key-store.ts'
import type { Firm } from './firm.ts'
import { decodeWorkspaceItem, encodeWorkspaceItem, type WorkspaceItem } from './workspace-item.ts'
import { actorOf } from './actor-of.ts'

/** The key store's item of a workspace. @throws BulkheadError `keychain-empty` where data exists and it is gone */
export function readWorkspaceItem(firm: Firm, workspace: WorkspaceId): WorkspaceItem {
  const bytes = firm.parts.store.get(workspaceItem(workspace))
  if (!bytes)
    throw new BulkheadError(
      'keychain-empty',
      'The keychain holds no key for this workspace any more; nothing was changed. Use its recovery key; without either, nobody can open it.',
    )
  return decodeWorkspaceItem(bytes)
}

/**
 * The last signed state of a workspace's log. It is kept twice, in the key store and in firm.db, and the longer one
 * counts: putting one of them back does not help.
 */
export function anchorNote(firm: Firm, workspace: WorkspaceId): string | null {
  const item = readWorkspaceItem(firm, workspace)
  item.share.fill(0)
  const row = firm.parts.connection
    .prepare<{ anchor_note: string | null }>('SELECT anchor_note FROM workspace WHERE id = ?')
    .get(workspace)
  const notes = [item.anchorNote, row?.anchor_note ?? null].filter((note) => note !== null)
  const [best] = notes
    .map((note) => ({ note, size: sizeOf(firm, workspace, note) }))
    .sort((a, b) => b.size - a.size)
  return best?.note ?? null
}

/** A note that is not ours counts as the longest, so that it is shown to the check and found there. */
function sizeOf(firm: Firm, workspace: WorkspaceId, note: string): number {
  try {
    const { logId, size } = openCheckpoint(note, firm.signingKey)
    return logId === workspace ? size : Number.MAX_SAFE_INTEGER
  } catch {
    return Number.MAX_SAFE_INTEGER
  }
}

/**
 * Signs the state of a workspace's log if it extends the last one that was signed, and anchors it outside the file. The
 * log's identity is the binding's: the process cannot have another log signed. `mayFork` is set once, when a person has
 * decided to go on from a damaged log, and is written into the firm's log.
 *
 * @throws BulkheadError `log-damaged`
 */
export function signAnchor(
  firm: Firm,
  workspace: WorkspaceId,
  request: SignRequest,
  mayFork: boolean,
): string {
  const { connection, log, signer, staff } = firm.parts
  const lastNote = request.fork ? null : anchorNote(firm, workspace)
  const last = lastNote === null ? null : openCheckpoint(lastNote, firm.signingKey)
  if (request.fork) {
    if (!mayFork) throw refusedToSign()
    log.record({
      type: 'log.fork-accepted',
      actor: actorOf(staff),
      outcome: 'done',
      about: {
        workspace,
        anchored: null,
        found: { size: request.size, root: Buffer.from(request.root).toString('hex') },
      },
      sealed: {},
    })
  } else if (!extendsLast(last, request)) throw refusedToSign()
  const note = signCheckpoint(
    { logId: workspace, size: request.size, root: request.root, timeMs: Date.now() },
    signer,
  )
  keepAnchor(firm, workspace, note)
  try {
    connection.prepare('UPDATE workspace SET anchor_note = ? WHERE id = ?').run(note, workspace)
  } catch (error) {
    // It stands in the key store, so it is signed; were it called unsigned here, nothing could continue from it.
    if (!isFullDisk(error)) throw error
  }
  return note
}

function keepAnchor(firm: Firm, workspace: WorkspaceId, note: string): void {
  const { share } = readWorkspaceItem(firm, workspace)
  const item = encodeWorkspaceItem({ share, anchorNote: note })
  firm.parts.store.set(workspaceItem(workspace), item)
  item.fill(0)
  share.fill(0)
}

function extendsLast(last: Checkpoint | null, request: SignRequest): boolean {
  if (last === null) return request.previousSize === 0
  if (last.size === 0) return true
  return verifyConsistency({
    oldSize: last.size,
    oldRoot: last.root,
    newSize: request.size,
    newRoot: request.root,
    proof: request.consistency,
  })
}

function refusedToSign(): BulkheadError {
  return new BulkheadError('log-damaged', 'The log does not continue from the last state that was signed.')
}
