import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { storageError } from '../database/storage-error.ts'
import { BulkheadError } from '../errors.ts'
import { RecoveryRecord } from '../keys/wrap/recovery.ts'
import { writeAtomically } from '../keys/store/write-atomically.ts'

/** Writes a recovery wrap beside its workspace file. */
export function writeRecovery(file: string, record: RecoveryRecord): void {
  writeAtomically(file, Buffer.from(`${JSON.stringify(record, null, 2)}\n`, 'utf8'))
}

/** @throws BulkheadError `not-found`, `tampered-wrap` */
export function readRecovery(file: string): RecoveryRecord {
  if (!existsSync(file))
    throw new BulkheadError(
      'not-found',
      'There is no recovery file beside the workspace file. Copy both, "….bulkhead" and "….recovery.json", and try again.',
    )
  try {
    return RecoveryRecord.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      throw new BulkheadError(
        'tampered-wrap',
        'The recovery file of this workspace is damaged; use a copy from a backup.',
      )
    throw storageError(error)
  }
}
