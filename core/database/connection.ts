import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import Driver from 'better-sqlite3-multiple-ciphers'
import * as sqliteVec from 'sqlite-vec'
import { BulkheadError } from '../errors.ts'
import { rawKeyLiteral } from './raw-key.ts'
import { Statement } from './statement.ts'
import { storageError } from './storage-error.ts'

/** Marks our files inside the encrypted header: "BLKH". */
const applicationId = 0x424c4b48
/** One page. */
const smallestBytes = 4_096
/**
 * In SQLite's words: KiB, negative. Up to 256 MB, since a vector search reads every vector, and what is not in the cache
 * is decrypted again each time.
 */
const cacheSizes = { few: -8_192, many: -262_144 } as const

export interface DatabaseLocation {
  file: string
  /** 32 bytes. The caller keeps it and zeroes it; no copy outlives this call. */
  key: Uint8Array
  /** `create` refuses a file that exists, `open` one that does not. */
  mode: 'create' | 'open'
}

/**
 * An open encrypted database. This file is the only importer of the SQLite driver, and `openDatabase` the only place
 * that makes a connection, so that every connection has all of its pragmas.
 */
export class Connection {
  readonly #driver: Driver
  readonly #statements = new Map<string, Statement<unknown>>()
  #erasing = false
  #held = false

  /** @internal use `openDatabase` */
  constructor(driver: Driver) {
    this.#driver = driver
  }

  /** A prepared statement, kept for the life of the connection. `Row` is what the caller's SQL selects. */
  prepare<Row = Record<string, never>>(sql: string): Statement<Row> {
    const known = this.#statements.get(sql)
    // The same SQL has the same row shape: callers name it once, beside the SQL.
    if (known) return known as Statement<Row>
    const statement = new Statement<Row>(this.#driver.prepare<Row>(sql))
    this.#statements.set(sql, statement)
    return statement
  }

  /** Runs several statements without parameters: migrations and temporary views. */
  execute(sql: string): void {
    try {
      this.#driver.exec(sql)
    } catch (error) {
      throw storageError(error)
    }
  }

  pragma(source: string): unknown {
    try {
      return this.#driver.pragma(source, { simple: true })
    } catch (error) {
      throw storageError(error)
    }
  }

  get inTransaction(): boolean {
    return this.#driver.inTransaction
  }

  /** Runs `work` in one transaction that is durable when this returns, and undone when it throws. */
  transaction<T>(work: () => T): T {
    try {
      const result = this.#driver.transaction(work).immediate()
      if (this.#erasing && !this.inTransaction && !this.#held) this.#driver.pragma('wal_checkpoint(truncate)')
      return result
    } catch (error) {
      throw storageError(error)
    } finally {
      if (!this.inTransaction) this.#erasing = false
    }
  }

  /**
   * The same for long work that lets others have a turn in between. Nothing else may use the connection until this has
   * resolved.
   */
  async longTransaction<T>(work: () => Promise<T>): Promise<T> {
    this.execute('BEGIN IMMEDIATE')
    try {
      const result = await work()
      this.execute('COMMIT')
      return result
    } catch (error) {
      if (this.inTransaction) this.execute('ROLLBACK')
      throw storageError(error)
    }
  }

  /**
   * To be called where a transaction erases something. When it has ended, what the write-ahead log holds is brought into
   * the file and the log is cut: no older version of a page is left in it (R6).
   */
  emptyJournalAfterwards(): void {
    this.#erasing = true
  }

  /**
   * Brings everything into the file itself and leaves it as it is until `moveAgain`, so that another process can copy its
   * bytes. What is written meanwhile is as durable as ever, and stands in the write-ahead log.
   */
  holdStill(): void {
    this.pragma('wal_checkpoint(truncate)')
    this.pragma('wal_autocheckpoint = 0')
    this.#held = true
  }

  /** Ends `holdStill`; the write-ahead log is brought into the file and cut, with what was erased meanwhile (R6). */
  moveAgain(): void {
    if (!this.#held) return
    this.#held = false
    this.pragma('wal_autocheckpoint = 1000')
    this.pragma('wal_checkpoint(truncate)')
  }

  /** How many decrypted pages are kept in memory: a file that is read once from end to end is not worth keeping. */
  cachePages(how: keyof typeof cacheSizes): void {
    this.pragma(`cache_size = ${cacheSizes[how]}`)
  }

  get open(): boolean {
    return this.#driver.open
  }

  close(): void {
    this.#driver.close()
  }
}

/**
 * Opens or creates an encrypted SQLite file with the AEGIS cipher and a raw key (no key derivation).
 *
 * @throws BulkheadError `wrong-key`, `damaged`, `not-writable`, `disk-full`, `home-open`, `not-found`,
 * `already-exists`
 */
export function openDatabase({ file, key, mode }: DatabaseLocation): Connection {
  if (mode === 'create') reserveFile(file)
  else if (!existsSync(file)) throw new BulkheadError('not-found', 'The file of this workspace is not there.')
  // SQLite would take a stump for a new database and write its first page over it.
  else if (statSync(file).size < smallestBytes) throw notOurs()
  let driver: Driver | undefined
  try {
    driver = new Driver(file, { timeout: 5_000 })
    driver.pragma(`cipher = 'aegis'`)
    const literal = rawKeyLiteral(key)
    driver.key(literal)
    literal.fill(0)
    configure(driver)
    if (mode === 'create') driver.pragma(`application_id = ${applicationId}`)
    else if (driver.pragma('application_id', { simple: true }) !== applicationId) throw notOurs()
    return new Connection(driver)
  } catch (error) {
    driver?.close()
    throw storageError(error)
  }
}

function notOurs(): BulkheadError {
  return new BulkheadError('damaged', 'This file was not made by Bulkhead, or was cut off while it was made.')
}

/** Takes the name with the right mode before SQLite writes to it: two creations cannot meet in one file. */
function reserveFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    throw storageError(error)
  }
}

function configure(driver: Driver): void {
  // Sorting and temporary indexes must never reach the disk: temporary files are not encrypted (K1).
  driver.pragma('temp_store = memory')
  // One process per file: no shared-memory file, and a second opener is refused by the OS lock.
  driver.pragma('locking_mode = exclusive')
  // The first statement that reads, so a wrong key shows here.
  driver.pragma('journal_mode = wal')
  // An acknowledged entry survives a power cut (A1, K5).
  driver.pragma('synchronous = full')
  driver.pragma('foreign_keys = on')
  // Otherwise INSERT OR REPLACE passes by the delete triggers of the log.
  driver.pragma('recursive_triggers = on')
  driver.pragma('secure_delete = on')
  driver.pragma('trusted_schema = off')
  driver.pragma('cell_size_check = on')
  driver.pragma(`cache_size = ${cacheSizes.many}`)
  sqliteVec.load(driver)
}
