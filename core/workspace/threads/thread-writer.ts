import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Reply } from '../../contract/workspace/threads.ts'
import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { type AnswerId, DocumentId, newId, ThreadId } from '../../ids.ts'
import { titleFrom } from './title-from.ts'

export interface NewTurn {
  /** Null begins a thread. */
  thread: ThreadId | null
  answer: AnswerId
  question: string
  askedMs: number
  /** Every document of the prompt's passages: the reply is readable while all of them are (R7). */
  sources: readonly DocumentId[]
}

/** Changes to a member's own threads. */
export class ThreadWriter {
  readonly #open: () => Connection
  readonly #log: Log
  readonly #actor: Actor

  /** @param open gives the connection as long as changes may be made, and throws afterwards */
  constructor(open: () => Connection, log: Log, actor: Actor) {
    this.#open = open
    this.#log = log
    this.#actor = actor
  }

  get #connection(): Connection {
    return this.#open()
  }

  /**
   * Keeps a question whose answer has begun; `end` ends it, and the next unlock records one that never ended. The caller
   * writes its entry.
   *
   * @throws BulkheadError `not-found` for a thread that is not this member's
   */
  begin(turn: NewTurn): ThreadId {
    const thread = turn.thread ?? this.#create(turn)
    const { key } = this.#find(thread)
    this.#connection.prepare('UPDATE thread SET updated_ms = ? WHERE key = ?').run(turn.askedMs, key)
    this.#connection
      .prepare('INSERT INTO answer (id, member_id, began_ms) VALUES (?, ?, ?)')
      .run(turn.answer, this.#actor.id, turn.askedMs)
    const { lastKey } = this.#connection
      .prepare('INSERT INTO turn (thread_key, answer_id, asked_ms, question) VALUES (?, ?, ?, ?)')
      .run(key, turn.answer, turn.askedMs, turn.question)
    for (const document of turn.sources)
      this.#connection
        .prepare('INSERT INTO turn_source (turn_key, document) VALUES (?, ?)')
        .run(lastKey, document)
    return thread
  }

  /**
   * Keeps how an answer ended, null where nothing was shown of it.
   *
   * @param entry sequence of the entry that says so, which the caller writes
   */
  end(answer: AnswerId, reply: Reply | null, entry: number): void {
    this.#connection.prepare('UPDATE answer SET ended = 1 WHERE id = ?').run(answer)
    const row = this.#connection
      .prepare<{ key: number }>('SELECT key FROM turn WHERE answer_id = ? AND reply IS NULL')
      .get(answer)
    // The thread, or a document of the prompt, was deleted meanwhile.
    if (!row) return
    this.#connection
      .prepare('UPDATE turn SET reply = ?, text = ?, entry = ? WHERE key = ?')
      .run(reply?.kind ?? 'interrupted', reply?.text ?? '', entry, row.key)
    if (reply === null || reply.kind === 'not-found') return
    reply.citations.forEach(({ document, page, start, end, quote }, ordinal) =>
      this.#connection
        .prepare(
          `INSERT INTO turn_citation (turn_key, ordinal, document, page, span_start, span_end, quote)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(row.key, ordinal, document, page, start, end, quote),
    )
  }

  /** Names a thread; the name goes from the log with the documents that the thread speaks of (R6). */
  rename(id: ThreadId, title: string): void {
    const { key } = this.#find(id)
    this.#connection.prepare('UPDATE thread SET title = ?, named = 1 WHERE key = ?').run(title, key)
    const sources = this.#connection
      .prepare<{ document: string }>(
        'SELECT DISTINCT document FROM turn_source JOIN turn ON turn.key = turn_key WHERE thread_key = ?',
      )
      .all(key)
    this.#log.append({
      type: 'thread.renamed',
      actor: this.#actor,
      outcome: 'done',
      about: { thread: id },
      sealed: { title },
      sources: sources.map(({ document }) => DocumentId.parse(document)),
    })
  }

  /** Removes a thread with all its turns. What the log holds of its answers stays: it is evidence, not a conversation. */
  delete(id: ThreadId): void {
    this.#connection.prepare('DELETE FROM thread WHERE key = ?').run(this.#find(id).key)
    this.#connection.emptyJournalAfterwards()
    this.#log.append({
      type: 'thread.deleted',
      actor: this.#actor,
      outcome: 'done',
      about: { thread: id },
      sealed: {},
    })
  }

  #create({ question, askedMs }: NewTurn): ThreadId {
    const id = newId(ThreadId)
    this.#connection
      .prepare('INSERT INTO thread (id, member_id, title, updated_ms) VALUES (?, ?, ?, ?)')
      .run(id, this.#actor.id, titleFrom(question), askedMs)
    return id
  }

  #find(id: ThreadId): { key: number } {
    const row = this.#connection
      .prepare<{ key: number }>('SELECT key FROM temp.my_thread WHERE id = ?')
      .get(id)
    if (!row) throw new BulkheadError('not-found', 'There is no such thread here.')
    return row
  }
}
