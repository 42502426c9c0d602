import type { Connection } from '../../database/connection.ts'
import type { DocumentId } from '../../ids.ts'
import { titleFrom } from './title-from.ts'

/**
 * Removes every turn, whoever's it is, that had the document in its prompt: question, reply and citations (R6). The
 * question goes as its opening in the log does, since it may hold the document's words too. A thread that nobody named
 * gets the title of the first question that is left, and one with none left goes.
 */
export function removeTurnsFrom(connection: Connection, document: DocumentId): void {
  const threads = connection
    .prepare<{ key: number; named: number }>(
      `SELECT key, named FROM thread WHERE key IN (
         SELECT thread_key FROM turn JOIN turn_source ON turn_key = turn.key WHERE document = ?)`,
    )
    .all(document)
  connection
    .prepare('DELETE FROM turn WHERE key IN (SELECT turn_key FROM turn_source WHERE document = ?)')
    .run(document)
  const first = connection.prepare<{ question: string }>(
    'SELECT question FROM turn WHERE thread_key = ? ORDER BY key LIMIT 1',
  )
  for (const { key, named } of threads) {
    const left = first.get(key)
    if (!left) connection.prepare('DELETE FROM thread WHERE key = ?').run(key)
    else if (named === 0)
      connection.prepare('UPDATE thread SET title = ? WHERE key = ?').run(titleFrom(left.question), key)
  }
}
