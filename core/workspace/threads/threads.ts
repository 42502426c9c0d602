import type { Citation, ThreadSummary, Turn } from '../../contract/workspace/threads.ts'
import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { AnswerId, DocumentId, ThreadId } from '../../ids.ts'

/** A thread with the turns whose answers have ended, oldest first. */
export interface Thread {
  id: ThreadId
  title: string
  turns: Turn[]
}

interface TurnRow {
  key: number
  answer: string
  askedMs: number
  question: string
  reply: 'answered' | 'not-found' | 'stopped' | 'interrupted' | 'erased' | null
  text: string | null
  entry: number | null
}

type CitationRow = Omit<Citation, 'document'> & { turn: number; document: string }

/** The member's own threads; anybody else's do not exist (S3). */
export class ThreadReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** The one that was asked in last comes first. */
  list(): ThreadSummary[] {
    return this.#connection
      .prepare<{ id: string; title: string; updatedMs: number; turns: number }>(
        `SELECT id, title, updated_ms AS updatedMs,
                (SELECT count(*) FROM main.turn WHERE turn.thread_key = my_thread.key) AS turns
         FROM temp.my_thread ORDER BY updated_ms DESC, key DESC`,
      )
      .all()
      .map((row) => ({ ...row, id: ThreadId.parse(row.id) }))
  }

  /** @throws BulkheadError `not-found`, the same for another member's as for what never existed */
  open(id: ThreadId): Thread {
    const { key, title } = this.#find(id)
    const citations = this.#citations(key)
    const turns = this.#connection
      .prepare<TurnRow>(
        `SELECT key, answer_id AS answer, asked_ms AS askedMs, question, entry,
                iif(readable, reply, NULL) AS reply, iif(readable, text, NULL) AS text
         FROM temp.my_turn WHERE thread_key = ? AND reply IS NOT NULL ORDER BY key`,
      )
      .all(key)
    return { id, title, turns: turns.map((row) => turn(row, citations.get(row.key) ?? [])) }
  }

  /** @throws BulkheadError `not-found` */
  require(id: ThreadId): void {
    this.#find(id)
  }

  #find(id: ThreadId): { key: number; title: string } {
    const row = this.#connection
      .prepare<{ key: number; title: string }>('SELECT key, title FROM temp.my_thread WHERE id = ?')
      .get(id)
    if (!row) throw new BulkheadError('not-found', 'There is no such thread here.')
    return row
  }

  /** Of the readable turns of a thread, by turn. */
  #citations(thread: number): Map<number, Citation[]> {
    const rows = this.#connection
      .prepare<CitationRow>(
        `SELECT turn_citation.turn_key AS turn, my_document.id AS document, my_document.title, turn_citation.page,
                turn_citation.span_start AS start, turn_citation.span_end AS end, turn_citation.quote
         FROM temp.my_turn
         JOIN main.turn_citation ON turn_citation.turn_key = my_turn.key
         JOIN temp.my_document ON my_document.id = turn_citation.document
         WHERE my_turn.thread_key = ? AND my_turn.readable ORDER BY turn_citation.turn_key, turn_citation.ordinal`,
      )
      .all(thread)
    const citations = new Map<number, Citation[]>()
    for (const { turn: key, ...citation } of rows)
      citations.set(key, [
        ...(citations.get(key) ?? []),
        { ...citation, document: DocumentId.parse(citation.document) },
      ])
    return citations
  }
}

function turn({ answer, askedMs, question, entry, ...row }: TurnRow, citations: Citation[]): Turn {
  return { answer: AnswerId.parse(answer), askedMs, question, entry, reply: reply(row, citations) }
}

function reply({ reply: kind, text }: Pick<TurnRow, 'reply' | 'text'>, citations: Citation[]): Turn['reply'] {
  if (kind === null || kind === 'erased') return { kind: 'hidden' }
  if (kind === 'interrupted') return { kind }
  if (kind === 'not-found') return { kind, text: text ?? '' }
  return { kind, text: text ?? '', citations }
}
