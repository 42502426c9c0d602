import type { Actor, Draft } from '../audit/entry.ts'
import type { Log } from '../audit/log.ts'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import type { AnswerId } from '../ids.ts'
import { DocumentWriter } from './documents/document-writer.ts'
import { PeopleWriter } from './people/people-writer.ts'
import type { Reader } from './reader.ts'

/** What a caller says of its own entry: who acts comes from the scope, never from the caller. */
export type OwnDraft = Draft extends infer One ? (One extends Draft ? Omit<One, 'actor'> : never) : never

/**
 * The changes one member can make, inside one transaction. Only `Scope.write` hands one out, and it is dead when the
 * transaction has ended.
 */
export class Writer {
  readonly #connection: Connection
  readonly #log: Log
  readonly #actor: Actor
  readonly #reader: Reader
  readonly #documents: DocumentWriter
  readonly #people: PeopleWriter
  #ended = false

  private constructor(connection: Connection, log: Log, actor: Actor, reader: Reader) {
    this.#connection = connection
    this.#log = log
    this.#actor = actor
    this.#reader = reader
    const open = () => {
      this.#alive()
      return connection
    }
    this.#documents = new DocumentWriter(open, log, actor)
    this.#people = new PeopleWriter(open, log, actor)
  }

  /** For `Scope`: runs `work` in one transaction with a writer that ends with it. */
  static inTransaction<T>(
    source: { connection: Connection; log: Log; actor: Actor; reader: Reader },
    work: (writer: Writer) => T,
  ): T {
    const writer = new Writer(source.connection, source.log, source.actor, source.reader)
    try {
      return source.connection.transaction(() => work(writer))
    } finally {
      writer.#ended = true
    }
  }

  get reader(): Reader {
    this.#alive()
    return this.#reader
  }

  get documents(): DocumentWriter {
    this.#alive()
    return this.#documents
  }

  get people(): PeopleWriter {
    this.#alive()
    return this.#people
  }

  /** Appends an entry of this member's. */
  record(entry: OwnDraft): void {
    this.#alive()
    this.#log.append({ ...entry, actor: this.#actor })
  }

  /** Marks an answer as begun; `endAnswer` ends it, and the next unlock records one that never ended. */
  beginAnswer(id: AnswerId): void {
    this.#alive()
    this.#connection
      .prepare('INSERT INTO answer (id, member_id, began_ms) VALUES (?, ?, ?)')
      .run(id, this.#actor.id, this.#log.latestMs)
  }

  endAnswer(id: AnswerId): void {
    this.#alive()
    this.#connection.prepare('UPDATE answer SET ended = 1 WHERE id = ?').run(id)
  }

  #alive(): void {
    if (this.#ended) throw new BulkheadError('internal', 'A writer was used after its transaction.')
  }
}
