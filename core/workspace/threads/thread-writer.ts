import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Reply, Sharing } from '../../contract/workspace/threads.ts'
import type { Connection } from '../../database/connection.ts'
import { type AnswerId, DocumentId, newId, ThreadId } from '../../ids.ts'
import { notOwnThread } from './not-own-thread.ts'
import { titleFrom } from './title-from.ts'
import { keptKind, writtenDetails } from './written-details.ts'

export interface NewTurn {
  /** Null begins a thread. */
  thread: ThreadId | null
  answer: AnswerId
  question: string
  askedMs: number
  /**
   * Every document of the prompt's passages, and of those that earlier answers in the prompt were made from: the reply is
   * readable while all of them are (R7).
   */
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
    this.#addSources(lastKey, turn.sources)
    return thread
  }

  /** More documents that an answer under way rests on, before any of them is shown. */
  restOn(answer: AnswerId, sources: readonly DocumentId[]): void {
    const row = this.#connection
      .prepare<{ key: number }>('SELECT key FROM temp.my_turn WHERE answer_id = ?')
      .get(answer)
    if (row) this.#addSources(row.key, sources)
  }

  /** Keeps what was shown so far of an answer under way, unless a document of its prompt was deleted meanwhile. */
  keep(answer: AnswerId, text: string): void {
    this.#connection
      .prepare('UPDATE turn SET text = ? WHERE answer_id = ? AND reply IS NULL')
      .run(text, answer)
  }

  #addSources(turn: number, sources: readonly DocumentId[]): void {
    for (const document of sources)
      this.#connection
        .prepare('INSERT OR IGNORE INTO turn_source (turn_key, document) VALUES (?, ?)')
        .run(turn, document)
  }

  /**
   * Keeps how an answer ended; null where it did not come to an end, and what was kept of it by then stays.
   *
   * @param entry sequence of the entry that says so, which the caller writes
   * @param instead the answer whose turn, with all between it and this one, goes now that this one is there
   */
  end(answer: AnswerId, reply: Reply | null, entry: number, instead: AnswerId | null = null): void {
    this.#connection.prepare('UPDATE answer SET ended = 1 WHERE id = ?').run(answer)
    const row = this.#connection
      .prepare<{ key: number }>('SELECT key FROM turn WHERE answer_id = ? AND reply IS NULL')
      .get(answer)
    // The thread, or a document of the prompt, was deleted meanwhile.
    if (!row) return
    this.#connection
      .prepare('UPDATE turn SET reply = ?, text = coalesce(?, text), entry = ?, written = ? WHERE key = ?')
      .run(
        keptKind(reply),
        reply?.text ?? null,
        entry,
        reply?.kind === 'written' ? JSON.stringify(writtenDetails(reply)) : null,
        row.key,
      )
    if (reply !== null && instead !== null) this.#replace(instead, row.key)
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

  /** Takes the turn of an answer, and those between it and a later one of the same thread, out of the thread. */
  #replace(instead: AnswerId, by: number): void {
    this.#connection
      .prepare(
        `DELETE FROM turn WHERE key IN (
           SELECT later.key FROM temp.my_turn AS old JOIN temp.my_turn AS later USING (thread_key)
           WHERE old.answer_id = ? AND later.key >= old.key AND later.key < ?
             AND old.thread_key = (SELECT thread_key FROM turn WHERE key = ?))`,
      )
      .run(instead, by, by)
    this.#connection.emptyJournalAfterwards()
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
    this.#share(id, { groups: [], members: [] })
    this.#connection.emptyJournalAfterwards()
    this.#log.append({
      type: 'thread.deleted',
      actor: this.#actor,
      outcome: 'done',
      about: { thread: id },
      sealed: {},
    })
  }

  /** Lets exactly these read a thread of one's own, from the next look on. */
  share(id: ThreadId, sharing: Sharing): void {
    this.#find(id)
    this.#share(id, sharing)
    this.#log.append({
      type: 'thread.shared',
      actor: this.#actor,
      outcome: 'done',
      about: {
        thread: id,
        groups: [...new Set(sharing.groups)].sort(),
        members: [...new Set(sharing.members)].sort(),
      },
      sealed: {},
    })
  }

  /** Takes a thread of one's own back from everybody else. */
  unshare(id: ThreadId): void {
    this.#find(id)
    this.#share(id, { groups: [], members: [] })
    this.#log.append({
      type: 'thread.unshared',
      actor: this.#actor,
      outcome: 'done',
      about: { thread: id },
      sealed: {},
    })
  }

  #share(id: ThreadId, { groups, members }: Sharing): void {
    this.#connection.prepare('DELETE FROM thread_reader_group WHERE thread_id = ?').run(id)
    this.#connection.prepare('DELETE FROM thread_reader WHERE thread_id = ?').run(id)
    const insertGroup = this.#connection.prepare(
      'INSERT INTO thread_reader_group (thread_id, group_id) VALUES (?, ?)',
    )
    const insertMember = this.#connection.prepare(
      'INSERT INTO thread_reader (thread_id, member_id) VALUES (?, ?)',
    )
    for (const group of new Set(groups)) insertGroup.run(id, group)
    for (const member of new Set(members)) insertMember.run(id, member)
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
    if (!row) throw notOwnThread(this.#connection, id)
    return row
  }
}
