import { z } from 'zod'
import type { Actor } from '../audit/entry.ts'
import type { CheckResult } from '../audit/check-log.ts'
import type { Log } from '../audit/log.ts'
import type { Connection } from '../database/connection.ts'
import { BulkheadError } from '../errors.ts'
import { AnswerId, DocumentId, type StaffId } from '../ids.ts'
import type { Role } from '../roles.ts'
import { type CheckOptions, checkWorkspace } from './check-workspace.ts'
import { PeopleReader } from './people/people.ts'
import { createReadableViews } from './people/readable.ts'
import { IndexRebuild } from './models/index-rebuild.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

/**
 * The proof that a verified member is inside one unlocked workspace whose log was checked. It owns the open database
 * and is the only source of readers and writers. There is one in each workspace process (S2, S3).
 */
export class Scope {
  readonly #connection: Connection
  readonly #log: Log
  readonly #member: StaffId
  readonly #reader: Reader

  private constructor(connection: Connection, log: Log, member: StaffId) {
    createReadableViews(connection, member)
    this.#connection = connection
    this.#log = log
    this.#member = member
    this.#reader = Reader.over(connection)
  }

  /** For `unlock`, which has verified the member and checked the log. */
  static over(connection: Connection, log: Log, member: StaffId): Scope {
    return new Scope(connection, log, member)
  }

  get member(): StaffId {
    return this.#member
  }

  /** The role as the file has it now; a change acts on the next call. */
  get role(): Role {
    const member = new PeopleReader(this.#connection).member(this.#member)
    if (!member) throw new BulkheadError('refused', 'You are no longer a member of this workspace.')
    return member.role
  }

  /** Whether the member has not been removed meanwhile. */
  get isMember(): boolean {
    return new PeopleReader(this.#connection).member(this.#member) !== null
  }

  /** Name and colour of the client, as the file has them. */
  get about(): { name: string; colour: number } {
    const row = this.#connection
      .prepare<{ name: string; colour: number }>('SELECT name, colour FROM main.workspace')
      .get()
    if (!row)
      throw new BulkheadError('damaged', 'The file of this workspace is not whole. Restore a backup of it.')
    return row
  }

  get reader(): Reader {
    return this.#reader
  }

  get log(): Log {
    return this.#log
  }

  /**
   * Runs `work` in one transaction. Entries written in it are durable when this returns; if it throws, nothing was
   * written.
   */
  write<T>(work: (writer: Writer) => T): T {
    const actor: Actor = { id: this.#member, role: this.role }
    return Writer.inTransaction(
      { connection: this.#connection, log: this.#log, actor, reader: this.#reader },
      work,
    )
  }

  /** For making the vectors of another embedder, of every passage; nothing of it comes to a caller. */
  indexRebuild(): IndexRebuild {
    return new IndexRebuild(this.#connection, this.#log, () => ({ id: this.#member, role: this.role }))
  }

  /** Keeps a checkpoint that main has signed beside the log. */
  keepCheckpoint(size: number, note: string): void {
    this.#connection.transaction(() => this.#log.keepCheckpoint(size, note))
  }

  /** Leaves the file as it is, so that its bytes can be copied, until `releaseFile`; reading and writing go on. */
  holdFile(): void {
    this.#connection.holdStill()
  }

  releaseFile(): void {
    this.#connection.moveAgain()
  }

  /** Checks the whole log again while the workspace is open. */
  async check(anchor: CheckOptions): Promise<CheckResult> {
    return await checkWorkspace(this.#connection, this.#log.id, anchor)
  }

  /** Ends every answer that was begun and never ended, as interrupted, with what was kept of its text. */
  closeInterruptedAnswers(): void {
    const open = this.#connection
      .prepare<{ id: string; text: string | null; sources: string }>(
        `SELECT answer.id, turn.text,
                (SELECT json_group_array(document) FROM main.turn_source WHERE turn_key = turn.key) AS sources
         FROM main.answer LEFT JOIN main.turn ON turn.answer_id = answer.id WHERE answer.ended = 0`,
      )
      .all()
    if (open.length === 0) return
    this.write((writer) => {
      for (const { id, text, sources } of open) {
        const answer = AnswerId.parse(id)
        const ended = writer.record({
          type: 'answer.ended',
          outcome: 'interrupted',
          about: { answer },
          sealed: { text: text ?? '', found: false, citations: [], made: null },
          sources: z.array(DocumentId).parse(JSON.parse(sources)),
        })
        writer.threads.end(answer, null, ended.seq)
      }
    })
  }
}
