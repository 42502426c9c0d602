import { copyFileSync, existsSync } from 'node:fs'
import { openDatabase } from '../../core/database/connection.ts'

/** A copy of an encrypted file with the cipher taken off: the same pages, written by the same code. */
export function plainCopy(file: string, key: Uint8Array, target: string): void {
  copyFileSync(file, target)
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${target}-wal`)
  const connection = openDatabase({ file: target, key, mode: 'open' })
  try {
    connection.pragma('journal_mode = delete')
    connection.pragma(`rekey = ''`)
  } finally {
    connection.close()
  }
}
