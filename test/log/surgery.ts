import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { type Connection, openDatabase } from '../../core/database/connection.ts'

/** Of SQLite, and so the unit of the encryption: an old copy of a page, put back, decrypts as well as the new one. */
export const pageBytes = 4096

/** An encrypted file with its key, closed while it is operated on. */
export interface Patient {
  readonly file: string
  readonly key: Uint8Array
}

/** What someone who has the key and no scruples does to the file. */
export function operate<T>(patient: Patient, work: (connection: Connection) => T): T {
  const connection = openDatabase({ file: patient.file, key: patient.key, mode: 'open' })
  try {
    return work(connection)
  } finally {
    connection.close()
  }
}

export function execute(patient: Patient, sql: string): void {
  operate(patient, (connection) => connection.execute(sql))
}

/** Numbers, from 1, of the pages of a table and of its indexes. */
export function pagesOf(patient: Patient, table: string): number[] {
  return operate(patient, (connection) =>
    connection
      .prepare<{ pageno: number }>(
        `SELECT pageno FROM dbstat WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name = ?)`,
      )
      .all(table)
      .map((row) => row.pageno),
  )
}

/** Puts pages of an older copy of the file into the newer one. Returns how many of them differed. */
export function putBackPages(file: string, older: Uint8Array, pages: readonly number[]): number {
  const bytes = readFileSync(file)
  let changed = 0
  for (const page of pages) {
    const start = (page - 1) * pageBytes
    const old = older.subarray(start, start + pageBytes)
    if (old.length < pageBytes || bytes.subarray(start, start + pageBytes).equals(old)) continue
    bytes.set(old, start)
    changed += 1
  }
  writeFileSync(file, bytes)
  return changed
}

export function cutOff(file: string, lastBytes: number): void {
  truncateSync(file, readFileSync(file).length - lastBytes)
}

/** Takes the guards of the log off for `work`, and puts them back as they were. */
export function behindTheGuards(patient: Patient, work: (connection: Connection) => void): void {
  operate(patient, (connection) => {
    const guards = connection
      .prepare<{ name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('entry', 'opening')`,
      )
      .all()
    for (const { name } of guards) connection.execute(`DROP TRIGGER ${name}`)
    work(connection)
    for (const { sql } of guards) connection.execute(sql)
  })
}
