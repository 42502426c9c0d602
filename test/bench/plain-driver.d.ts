/** The part of the SQLite driver that the plain store uses: the same engine as Bulkhead's, without the cipher. */
declare module 'better-sqlite3-multiple-ciphers' {
  interface Statement {
    run(...values: readonly unknown[]): unknown
    all(...values: readonly unknown[]): unknown[]
  }
  export default class Driver {
    constructor(file: string)
    prepare(sql: string): Statement
    exec(sql: string): this
    loadExtension(path: string): void
    close(): this
  }
}
