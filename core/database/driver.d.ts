/**
 * The part of the SQLite driver that is used here. The package brings types that its `exports` hide from the
 * compiler; a narrow surface is easier to hold against the driver's documentation anyway.
 */
declare module 'better-sqlite3-multiple-ciphers' {
  namespace Driver {
    interface RunResult {
      changes: number
      lastInsertRowid: number | bigint
    }
    interface Statement<Row> {
      run(...values: readonly unknown[]): RunResult
      get(...values: readonly unknown[]): Row | undefined
      all(...values: readonly unknown[]): Row[]
      iterate(...values: readonly unknown[]): IterableIterator<Row>
    }
    interface Transaction<T> {
      immediate(): T
    }
  }
  class Driver {
    constructor(file: string, options?: { timeout?: number })
    readonly open: boolean
    readonly inTransaction: boolean
    prepare<Row>(sql: string): Driver.Statement<Row>
    exec(sql: string): this
    pragma(source: string, options?: { simple?: boolean }): unknown
    transaction<T>(work: () => T): Driver.Transaction<T>
    key(key: Buffer): number
    rekey(key: Buffer): number
    loadExtension(path: string): void
    close(): this
  }
  export default Driver
}
