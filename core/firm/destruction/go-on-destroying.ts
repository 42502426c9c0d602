import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openCheckpoint } from '../../audit/checkpoint.ts'
import { type Destroyed, signCertificate } from '../../audit/certificate.ts'
import { BulkheadError } from '../../errors.ts'
import { flushFolder } from '../../flush-folder.ts'
import type { DestructionId, WorkspaceId } from '../../ids.ts'
import { nextShareItem, workspaceItem } from '../../keys/store/key-store.ts'
import { anchorNote } from '../anchor.ts'
import type { Firm } from '../firm.ts'
import { endGrantsOf } from '../grants/end-grants.ts'
import { allDestructions, type Destruction } from './destruction.ts'
import {
  bothFound,
  countFound,
  countWraps,
  findAll,
  type Found,
  type FoundFile,
  holdsKey,
  nothingFound,
} from './found.ts'
import { type DiagnosticTraces, type Remains, remainsOf } from './remains.ts'
import { writtenElsewhere } from './written-elsewhere.ts'

/*
 * How a workspace goes, so that a process killed anywhere leaves a destruction that goes on. Its decision stands in firm.db
 * by then (`begin-destruction.ts`), and its process has ended:
 *
 *   1. all that is found of it is written down, with the last signed state of its log, to be counted when it is gone
 *   2. keys: the wraps, with its place in the register; the share; what recovery sheets open. From here its file is noise
 *   3. files: the file, what stands beside it, what was put aside or released; lines of the diagnostic log
 *   4. everything is looked for once more. Only where nothing is found the end is written down, and a certificate signed
 *
 * A step that fails does not keep the others from being tried, and is tried again at the next sign-in.
 */

/**
 * Carries a destruction out as far as it goes.
 *
 * @param name of the client, UTF-8, for a certificate that says it; what is kept here never does
 * @throws BulkheadError `disk-full`, `keychain-locked`, `keychain-missing` where not even this can be written down
 */
export function goOnDestroying(
  firm: Firm,
  id: DestructionId,
  diagnostics: DiagnosticTraces,
  name: Uint8Array | null = null,
): { remaining: Remains; certificate: Uint8Array | null } {
  const before = destruction(firm, id)
  if (before.certificate !== null)
    return { remaining: { keys: 0, files: 0 }, certificate: Buffer.from(before.certificate, 'utf8') }
  const { workspace } = before
  const found = takeStock(firm, before)
  const keyFiles = found.files.filter(holdsKey)
  const otherFiles = found.files.filter((file) => !holdsKey(file))
  const steps = [
    () => dropWraps(firm, before, found),
    () => dropShares(firm, workspace),
    () => dropFiles(firm, keyFiles),
    () => dropFiles(firm, otherFiles),
    () => endGrantsOf(firm, workspace),
    () => diagnostics.forget(workspace),
  ]
  for (const step of steps) triedOnly(step)
  const remaining = remainsOf(firm, workspace, diagnostics)
  if (remaining.keys + remaining.files > 0) return { remaining, certificate: null }
  return { remaining, certificate: end(firm, id, name) }
}

function destruction(firm: Firm, id: DestructionId): Destruction {
  const found = allDestructions(firm).find((one) => one.id === id)
  if (!found) throw new BulkheadError('not-found', 'There is no such destruction.')
  return found
}

/** What could not be removed is found by the look that comes after all steps; anything unexpected is a defect. */
function triedOnly(step: () => void): void {
  try {
    step()
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
  }
}

function takeStock(firm: Firm, { id, workspace, found: before, lastNote }: Destruction): Found {
  const { connection } = firm.parts
  const found = bothFound(before, findAll(firm, workspace))
  const note = lastNote ?? lastNoteOf(firm, workspace)
  connection.transaction(() =>
    connection
      .prepare('UPDATE destruction SET found = ?, last_note = ? WHERE id = ?')
      .run(JSON.stringify(found), note, id),
  )
  return found
}

/** The keychain may have lost its half; the register has the other. */
function lastNoteOf(firm: Firm, workspace: WorkspaceId): string | null {
  try {
    return anchorNote(firm, workspace)
  } catch (error) {
    if (!(error instanceof BulkheadError && ['keychain-empty', 'tampered-wrap'].includes(error.code)))
      throw error
    const row = firm.parts.connection
      .prepare<{ anchor_note: string | null }>('SELECT anchor_note FROM workspace WHERE id = ?')
      .get(workspace)
    return row?.anchor_note ?? null
  }
}

/** Counted in the transaction that removes them. */
function dropWraps(firm: Firm, { id, workspace }: Destruction, found: Found): void {
  const { connection } = firm.parts
  const wraps = found.wraps + countWraps(firm, workspace)
  connection.transaction(() => {
    connection.emptyJournalAfterwards()
    for (const sql of [
      'DELETE FROM rekey WHERE workspace_id = ?',
      'DELETE FROM wrap WHERE workspace_id = ?',
      'DELETE FROM workspace WHERE id = ?',
    ])
      connection.prepare(sql).run(workspace)
    connection
      .prepare('UPDATE destruction SET found = ? WHERE id = ?')
      .run(JSON.stringify({ ...found, wraps }), id)
  })
}

function dropShares(firm: Firm, workspace: WorkspaceId): void {
  const { store } = firm.parts
  store.delete(workspaceItem(workspace))
  store.delete(nextShareItem(workspace))
}

function dropFiles(firm: Firm, files: readonly FoundFile[]): void {
  const { home } = firm.parts
  const paths = files.map(({ path }) => join(home.folder, path))
  for (const path of paths)
    try {
      rmSync(path, { force: true })
    } catch {
      // In use, in a folder that may not be written, or no file: the look after all steps finds it, and it is said.
    }
  // That a name is gone is durable before anything says so.
  for (const folder of new Set(paths.map((path) => dirname(path))))
    if (existsSync(folder)) flushFolder(folder)
}

/** Nothing is left: the log says so, and a certificate is kept without the name. */
function end(firm: Firm, id: DestructionId, name: Uint8Array | null): Uint8Array {
  const { connection, log, signer } = firm.parts
  const { workspace, by, beganMs, written, found, lastNote } = destruction(firm, id)
  const removed = countFound(found)
  const checkpoint = checkpointIn(firm, workspace, lastNote)
  const stated: Destroyed = {
    destruction: id,
    workspace,
    firm: firm.id,
    by,
    beganMs,
    endedMs: Date.now(),
    seq: log.log.size,
    checkpoint,
    removed,
    written: writtenElsewhere(firm, workspace, written),
  }
  const certificate = signCertificate(stated, null, signer)
  log.record(
    {
      type: 'destruction.ended',
      actor: { id: null, role: 'system' },
      outcome: 'done',
      about: {
        destruction: id,
        workspace,
        staff: by,
        checkpoint: checkpoint && { size: checkpoint.size, root: checkpoint.root },
        removed,
      },
      sealed: {},
    },
    () =>
      connection
        .prepare('UPDATE destruction SET ended_ms = ?, certificate = ?, found = ? WHERE id = ?')
        .run(stated.endedMs, Buffer.from(certificate).toString('utf8'), JSON.stringify(nothingFound), id),
  )
  return name === null ? certificate : signCertificate(stated, name, signer)
}

/** A note that does not open is not stated; the check at the last unlock would have found it. */
function checkpointIn(firm: Firm, workspace: WorkspaceId, note: string | null): Destroyed['checkpoint'] {
  if (note === null) return null
  try {
    const { logId, size, root, timeMs } = openCheckpoint(note, firm.signingKey)
    return logId === workspace ? { size, root: Buffer.from(root).toString('hex'), timeMs } : null
  } catch (error) {
    if (error instanceof BulkheadError) return null
    throw error
  }
}
