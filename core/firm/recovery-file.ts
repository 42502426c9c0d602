import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { storageError } from '../database/storage-error.ts'
import { BulkheadError } from '../errors.ts'
import { RecoveryRecord, recoveryCheck } from '../keys/wrap/recovery.ts'
import { nextRecoveryFileOf, recoveryFileOf } from './home.ts'
import { writeAtomically } from '../keys/store/write-atomically.ts'

const format = 'bulkhead recovery file 2'

/**
 * What lies beside a workspace file: the wrap that its recovery sheet opens; the one of a new sheet until that sheet is
 * confirmed, so that there is always a sheet that opens; and which sheets were replaced when, for an honest refusal.
 */
const RecoveryFile = z.strictObject({
  format: z.literal(format),
  current: RecoveryRecord,
  next: RecoveryRecord.nullable(),
  replaced: z.array(z.strictObject({ check: RecoveryRecord.shape.check, atMs: z.int().min(0) })).max(1_000),
})
export type RecoveryFile = Omit<z.infer<typeof RecoveryFile>, 'format'>

/** Writes what a recovery sheet opens beside its workspace file, whole or not at all. */
export function writeRecovery(file: string, { current, next, replaced }: RecoveryFile): void {
  const content = { format, current, next, replaced } satisfies z.input<typeof RecoveryFile>
  try {
    writeAtomically(file, Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8'))
  } catch (error) {
    throw storageError(error)
  }
}

/** @throws BulkheadError `not-found`, `newer-version`, `tampered-wrap` */
export function readRecovery(file: string): RecoveryFile {
  if (!existsSync(file))
    throw new BulkheadError(
      'not-found',
      'There is no recovery file beside the workspace file. Copy both, "….bulkhead" and "….recovery.json", and try again.',
    )
  try {
    return parseRecovery(readFileSync(file, 'utf8'))
  } catch (error) {
    throw error instanceof BulkheadError ? error : storageError(error)
  }
}

/** @throws BulkheadError `newer-version`, `tampered-wrap` */
export function parseRecovery(text: string): RecoveryFile {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw damaged()
  }
  // The first form was the wrap alone.
  const first = RecoveryRecord.safeParse(content)
  if (first.success) return { current: first.data, next: null, replaced: [] }
  const parsed = RecoveryFile.safeParse(content)
  if (parsed.success) {
    const { format: _format, ...recovery } = parsed.data
    if (recovery.next && recovery.next.workspace !== recovery.current.workspace) throw damaged()
    return recovery
  }
  const head = z.looseObject({ format: z.string() }).safeParse(content)
  const version = head.success ? /^bulkhead recovery file (\d+)$/.exec(head.data.format) : null
  if (version && Number(version[1]) > 2)
    throw new BulkheadError(
      'newer-version',
      'The recovery file was written by a newer Bulkhead. Update Bulkhead; nothing was changed.',
    )
  throw damaged()
}

/**
 * The wrap that this sheet's key opens.
 *
 * @throws BulkheadError `wrong-recovery-key`, which says when the sheet was replaced, if it was
 */
export function recordOf({ current, next, replaced }: RecoveryFile, recoveryKey: Uint8Array): RecoveryRecord {
  const check = recoveryCheck(recoveryKey, current.workspace)
  const found = [current, next].find((record) => record?.check === check)
  if (found) return found
  const old = replaced.find((one) => one.check === check)
  if (old)
    throw new BulkheadError(
      'wrong-recovery-key',
      `This recovery sheet was replaced on ${day(old.atMs)}; look for the one that was made then.`,
    )
  throw new BulkheadError(
    'wrong-recovery-key',
    'This recovery key is not the one for this workspace; look for the sheet that was printed last.',
  )
}

/**
 * What a sheet's key opens beside a workspace file. Where the file was just getting another key there are two recovery
 * files, and the newer sheet goes with the second.
 *
 * @throws BulkheadError `wrong-recovery-key`, `not-found`, `newer-version`, `tampered-wrap`
 */
export function sheetOf(
  workspaceFile: string,
  recoveryKey: Uint8Array,
): { recovery: RecoveryFile; record: RecoveryRecord } {
  const read = (file: string) => {
    const recovery = readRecovery(file)
    return { recovery, record: recordOf(recovery, recoveryKey) }
  }
  try {
    return read(recoveryFileOf(workspaceFile))
  } catch (error) {
    const next = nextRecoveryFileOf(workspaceFile)
    if (!(error instanceof BulkheadError) || error.code !== 'wrong-recovery-key' || !existsSync(next))
      throw error
    return read(next)
  }
}

/** With this record as the one and only: a sheet that it takes the place of opens nothing any more. */
export function withOnly(recovery: RecoveryFile, record: RecoveryRecord): RecoveryFile {
  const { current, replaced } = recovery
  const isNew = record.check !== current.check
  return {
    current: record,
    next: null,
    replaced: isNew ? [...replaced, { check: current.check, atMs: Date.now() }] : replaced,
  }
}

function day(timeMs: number): string {
  return new Date(timeMs).toLocaleDateString('en-GB', { dateStyle: 'long' })
}

function damaged(): BulkheadError {
  return new BulkheadError(
    'tampered-wrap',
    'The recovery file of this workspace is damaged; use a copy from a backup.',
  )
}
