import { BulkheadError } from '../errors.ts'
import type { Connection } from './connection.ts'

/** One step of a schema. The position in its list, from 1, is the version that it leads to (K6). */
export type Migration = string

/**
 * Brings a file to the newest version, one transaction a step, so that a crash leaves a whole version.
 *
 * @throws BulkheadError `newer-version` for a file from a later release, which is left untouched
 */
export function migrate(connection: Connection, migrations: readonly Migration[]): void {
  const version = Number(connection.pragma('user_version'))
  if (version > migrations.length)
    throw new BulkheadError(
      'newer-version',
      'This file was written by a newer Bulkhead. Update Bulkhead to open it; nothing was changed.',
    )
  migrations.slice(version).forEach((migration, index) => {
    connection.transaction(() => {
      connection.execute(migration)
      connection.execute(`PRAGMA user_version = ${version + index + 1}`)
    })
  })
}
