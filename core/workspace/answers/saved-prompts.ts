import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { newId, PromptId } from '../../ids.ts'

/** A question to ask again, for all members of the workspace. */
export interface SavedPrompt {
  id: PromptId
  title: string
  text: string
  /** Whether the reader's member saved it. */
  own: boolean
}

export class SavedPromptReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  list(): SavedPrompt[] {
    return this.#connection
      .prepare<{ id: string; title: string; text: string; own: number }>(
        `SELECT id, title, text, member_id = (SELECT member_id FROM temp.me) AS own
         FROM main.saved_prompt ORDER BY title COLLATE NOCASE, key`,
      )
      .all()
      .map((row) => ({ ...row, id: PromptId.parse(row.id), own: row.own === 1 }))
  }
}

export class SavedPromptWriter {
  readonly #open: () => Connection
  readonly #log: Log
  readonly #actor: Actor

  /** @param open gives the connection as long as changes may be made, and throws afterwards */
  constructor(open: () => Connection, log: Log, actor: Actor) {
    this.#open = open
    this.#log = log
    this.#actor = actor
  }

  /** A new one, or another wording of one's own; an owner may change anybody's. @throws BulkheadError `not-found` */
  save(id: PromptId | null, { title, text }: { title: string; text: string }): PromptId {
    const connection = this.#open()
    const saved = id ?? newId(PromptId)
    if (id === null)
      connection
        .prepare('INSERT INTO saved_prompt (id, member_id, title, text) VALUES (?, ?, ?, ?)')
        .run(saved, this.#actor.id, title, text)
    else
      connection
        .prepare('UPDATE saved_prompt SET title = ?, text = ? WHERE key = ?')
        .run(title, text, this.#find(id))
    this.#log.append({
      type: 'prompt.saved',
      actor: this.#actor,
      outcome: 'done',
      about: { prompt: saved },
      sealed: { title, text },
    })
    return saved
  }

  /** @throws BulkheadError `not-found` */
  delete(id: PromptId): void {
    this.#open().prepare('DELETE FROM saved_prompt WHERE key = ?').run(this.#find(id))
    this.#log.append({
      type: 'prompt.deleted',
      actor: this.#actor,
      outcome: 'done',
      about: { prompt: id },
      sealed: {},
    })
  }

  #find(id: PromptId): number {
    const row = this.#open()
      .prepare<{ key: number; member: string }>(
        'SELECT key, member_id AS member FROM saved_prompt WHERE id = ?',
      )
      .get(id)
    if (!row) throw new BulkheadError('not-found', 'There is no such saved question here.')
    if (row.member !== this.#actor.id && this.#actor.role !== 'owner')
      throw new BulkheadError('refused', 'Only whoever saved a question, or an owner, can change it.')
    return row.key
  }
}
