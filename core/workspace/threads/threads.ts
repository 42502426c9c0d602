import type { Citation, Sharing, ThreadSummary, Turn } from '../../contract/workspace/threads.ts'
import type { Connection } from '../../database/connection.ts'
import { BulkheadError } from '../../errors.ts'
import { AnswerId, DocumentId, GroupId, StaffId, ThreadId } from '../../ids.ts'
import { notOwnThread } from './not-own-thread.ts'
import { titleFrom } from './title-from.ts'
import { WrittenDetails } from './written-details.ts'

/** A thread with the turns whose answers have ended, oldest first. */
export interface Thread {
  id: ThreadId
  title: string
  turns: Turn[]
  /** Name of whose it is; null for one's own. */
  by: string | null
  sharedWith: Sharing
}

interface TurnRow {
  key: number
  answer: string
  askedMs: number
  question: string
  reply: 'answered' | 'not-found' | 'stopped' | 'interrupted' | 'erased' | null
  text: string | null
  written: string | null
  entry: number | null
}

type CitationRow = Omit<Citation, 'document'> & { turn: number; document: string }

/** A thread of somebody else's, as far as it is there for this member. */
interface SharedRow {
  key: number
  id: string
  /** The name that its member gave it; null where no one did, or where it speaks of more than is shown. */
  named: string | null
  first: string
  by: string | null
  updatedMs: number
  turns: number
}

/**
 * Threads that others share. One of whose turns none is shown does not exist, and a name that its member gave it is
 * shown with all of its turns only: it may say what one of the others says.
 */
const sharedThreads = `
  SELECT shared_thread.key, shared_thread.id, member.name AS "by",
         iif(named = 1 AND count(*) = (SELECT count(*) FROM main.turn WHERE turn.thread_key = shared_thread.key),
             title, NULL) AS named,
         (SELECT question FROM temp.shared_turn AS one
          WHERE one.thread_key = shared_thread.key ORDER BY one.key LIMIT 1) AS first,
         max(shared_turn.asked_ms) AS updatedMs, count(*) AS turns
  FROM temp.shared_thread
  JOIN temp.shared_turn ON shared_turn.thread_key = shared_thread.key
  LEFT JOIN main.member ON member.id = shared_thread.member_id`

/** The member's own threads, and those that others share with them; anybody else's do not exist (S3). */
export class ThreadReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** One's own and those that others share. The one that was asked in last comes first. */
  list(): ThreadSummary[] {
    const own = this.#connection
      .prepare<{
        key: number
        id: string
        title: string
        updatedMs: number
        turns: number
        isShared: number
      }>(
        `SELECT key, id, title, updated_ms AS updatedMs,
                (SELECT count(*) FROM main.turn WHERE turn.thread_key = my_thread.key) AS turns,
                EXISTS (SELECT 1 FROM main.thread_reader_group WHERE thread_id = my_thread.id)
                  OR EXISTS (SELECT 1 FROM main.thread_reader WHERE thread_id = my_thread.id) AS isShared
         FROM temp.my_thread`,
      )
      .all()
      .map((row) => ({ ...row, isShared: row.isShared === 1, by: null }))
    const shared = this.#connection
      .prepare<SharedRow>(`${sharedThreads} GROUP BY shared_thread.key`)
      .all()
      .map(({ named, first, by, ...row }) => ({
        ...row,
        title: named ?? titleFrom(first),
        by: by ?? nobody,
        isShared: false,
      }))
    return [...own, ...shared]
      .sort((one, other) => other.updatedMs - one.updatedMs || other.key - one.key)
      .map(({ key: _key, id, ...row }) => ({ ...row, id: ThreadId.parse(id) }))
  }

  /** @throws BulkheadError `not-found`, the same for what is another member's alone as for what never existed */
  open(id: ThreadId): Thread {
    const own = this.#own(id)
    if (!own) return this.#openShared(id)
    return {
      id,
      title: own.title,
      turns: this.#turns('my_turn', own.key),
      by: null,
      sharedWith: this.#sharedWith(id),
    }
  }

  /** Whether it is one's own. @throws BulkheadError `not-found`, `refused` for one that somebody else shares */
  require(id: ThreadId): void {
    if (!this.#own(id)) throw notOwnThread(this.#connection, id)
  }

  #openShared(id: ThreadId): Thread {
    const row = this.#connection
      .prepare<SharedRow>(`${sharedThreads} WHERE shared_thread.id = ? GROUP BY shared_thread.key`)
      .get(id)
    if (!row) throw new BulkheadError('not-found', 'There is no such thread here.')
    return {
      id,
      title: row.named ?? titleFrom(row.first),
      turns: this.#turns('shared_turn', row.key),
      by: row.by ?? nobody,
      sharedWith: { groups: [], members: [] },
    }
  }

  #own(id: ThreadId): { key: number; title: string } | undefined {
    return this.#connection
      .prepare<{ key: number; title: string }>('SELECT key, title FROM temp.my_thread WHERE id = ?')
      .get(id)
  }

  #sharedWith(id: ThreadId): Sharing {
    const ids = (table: 'thread_reader_group' | 'thread_reader', column: 'group_id' | 'member_id') =>
      this.#connection
        .prepare<{ id: string }>(`SELECT ${column} AS id FROM main.${table} WHERE thread_id = ? ORDER BY 1`)
        .all(id)
        .map((row) => row.id)
    return {
      groups: ids('thread_reader_group', 'group_id').map((one) => GroupId.parse(one)),
      members: ids('thread_reader', 'member_id').map((one) => StaffId.parse(one)),
    }
  }

  #turns(view: 'my_turn' | 'shared_turn', thread: number): Turn[] {
    const citations = this.#citations(view, thread)
    return this.#connection
      .prepare<TurnRow>(
        `SELECT key, answer_id AS answer, asked_ms AS askedMs, question, entry,
                iif(readable, reply, NULL) AS reply, iif(readable, text, NULL) AS text,
                iif(readable, written, NULL) AS written
         FROM temp.${view} WHERE thread_key = ? AND reply IS NOT NULL ORDER BY key`,
      )
      .all(thread)
      .map((row) => this.#turn(row, citations.get(row.key) ?? []))
  }

  /** Every document that these answers of the member's rest on. */
  sources(answers: readonly AnswerId[]): DocumentId[] {
    return this.#connection
      .prepare<{ document: string }>(
        `SELECT DISTINCT document FROM main.turn_source JOIN temp.my_turn ON my_turn.key = turn_source.turn_key
         WHERE my_turn.answer_id IN (SELECT value FROM json_each(?)) ORDER BY document`,
      )
      .all(JSON.stringify(answers))
      .map((row) => DocumentId.parse(row.document))
  }

  #turn({ answer, askedMs, question, entry, written, ...row }: TurnRow, citations: Citation[]): Turn {
    const kept = { answer: AnswerId.parse(answer), askedMs, question, entry }
    if (written === null) return { ...kept, reply: reply(row, citations) }
    const { flagged, ...details } = WrittenDetails.parse(JSON.parse(written))
    return {
      ...kept,
      reply: {
        kind: 'written',
        text: row.text ?? '',
        citations,
        ...details,
        flagged: flagged.map((place) => ({ ...place, title: this.#title(place.document) })),
      },
    }
  }

  #title(document: DocumentId): string {
    const row = this.#connection
      .prepare<{ title: string }>('SELECT title FROM temp.my_document WHERE id = ?')
      .get(document)
    return row?.title ?? ''
  }

  /** Of the readable turns of a thread, by turn. */
  #citations(view: 'my_turn' | 'shared_turn', thread: number): Map<number, Citation[]> {
    const rows = this.#connection
      .prepare<CitationRow>(
        `SELECT turn_citation.turn_key AS turn, my_document.id AS document, my_document.title, turn_citation.page,
                turn_citation.span_start AS start, turn_citation.span_end AS end, turn_citation.quote
         FROM temp.${view} AS shown
         JOIN main.turn_citation ON turn_citation.turn_key = shown.key
         JOIN temp.my_document ON my_document.id = turn_citation.document
         WHERE shown.thread_key = ? AND shown.readable ORDER BY turn_citation.turn_key, turn_citation.ordinal`,
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

/** Of whom the workspace no longer knows the name. */
const nobody = 'a former member'

function reply({ reply: kind, text }: Pick<TurnRow, 'reply' | 'text'>, citations: Citation[]): Turn['reply'] {
  if (kind === null || kind === 'erased') return { kind: 'hidden' }
  if (kind === 'interrupted' || kind === 'not-found') return { kind, text: text ?? '' }
  return { kind, text: text ?? '', citations }
}
