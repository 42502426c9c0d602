import { rmSync, statSync } from 'node:fs'
import { BulkheadError } from '../../errors.ts'
import { sheetOf } from '../../firm/recovery-file.ts'
import type { WorkspaceSource } from '../../firm/recover-workspace.ts'
import { copyPart } from './copy-part.ts'

/** A workspace file with its recovery file beside it. */
export function workspaceFileSource(file: string): WorkspaceSource {
  return {
    sheet: (recoveryKey) => sheetOf(file, recoveryKey),
    async copyTo(target, { signal, onProgress } = {}) {
      const bytes = bytesOf(file)
      if (bytes === null) throw new BulkheadError('not-found', 'There is no workspace file of that name.')
      // What a crash has left in the write-ahead log belongs to the file, and is copied before it.
      const logBytes = bytesOf(`${file}-wal`)
      const copy = async (suffix: string, size: number, before: number) =>
        await copyPart({ file: `${file}${suffix}`, at: 0, bytes: size }, `${target}${suffix}`, {
          ...(signal && { signal }),
          onProgress: (done) => onProgress?.(before + done, bytes + (logBytes ?? 0)),
        })
      try {
        if (logBytes !== null) await copy('-wal', logBytes, 0)
        await copy('', bytes, logBytes ?? 0)
      } catch (error) {
        rmSync(`${target}-wal`, { force: true })
        throw error
      }
    },
  }
}

function bytesOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null
}
