import type { Connection } from '../../database/connection.ts'
import type { DocumentId } from '../../ids.ts'
import { PassageReader } from '../documents/passages.ts'
import { titleFrom } from './title-from.ts'

/**
 * Erases what everyone's threads hold of a document (R6), as long as the document is still there. Every reply that had it
 * in its prompt goes with its citations. The question is its asker's own and stays, unless it repeats the document: then
 * the whole turn goes, and so does a name that a person gave to the thread. Whether it does is told from what was in the
 * prompt and nothing else, so that it says nothing of documents that the asker may not read (R1).
 */
export function eraseFromThreads(connection: Connection, document: DocumentId): void {
  const threads = connection
    .prepare<{ key: number; title: string; named: number }>(
      `SELECT key, title, named FROM thread WHERE key IN (
         SELECT thread_key FROM turn JOIN turn_source ON turn_key = turn.key WHERE document = ?)`,
    )
    .all(document)
  for (const { key, title, named } of threads) {
    const repeated = named === 1 && repeats(connection, title, document, sourcesOf(connection, key))
    eraseTurns(connection, key, document)
    if (named === 0 || repeated) nameAgain(connection, key)
  }
}

function eraseTurns(connection: Connection, thread: number, document: DocumentId): void {
  const turns = connection
    .prepare<{ key: number; question: string }>(
      `SELECT key, question FROM turn JOIN turn_source ON turn_key = turn.key
       WHERE thread_key = ? AND document = ?`,
    )
    .all(thread, document)
  for (const { key, question } of turns) {
    const sources = connection
      .prepare<{ document: string }>('SELECT document FROM turn_source WHERE turn_key = ?')
      .all(key)
      .map((row) => row.document)
    if (repeats(connection, question, document, sources))
      connection.prepare('DELETE FROM turn WHERE key = ?').run(key)
    else {
      connection.prepare('DELETE FROM turn_citation WHERE turn_key = ?').run(key)
      connection.prepare(`UPDATE turn SET reply = 'erased', text = '', written = NULL WHERE key = ?`).run(key)
    }
  }
}

/** Whether a text has a word of the document that none of the other sources has. */
function repeats(
  connection: Connection,
  text: string,
  document: DocumentId,
  sources: readonly string[],
): boolean {
  const inOneOf = connection.prepare(
    `SELECT 1 FROM passage_term
     WHERE term = ? AND doc IN (
       SELECT passage.key FROM passage JOIN document ON document.key = document_key
       WHERE document.id IN (SELECT value FROM json_each(?)))
     LIMIT 1`,
  )
  const own = JSON.stringify([document])
  const others = JSON.stringify(sources.filter((source) => source !== document))
  return new PassageReader(connection)
    .terms(text)
    .some((term) => inOneOf.get(term, own) && !inOneOf.get(term, others))
}

function sourcesOf(connection: Connection, thread: number): string[] {
  return connection
    .prepare<{ document: string }>(
      'SELECT DISTINCT document FROM turn_source JOIN turn ON turn.key = turn_key WHERE thread_key = ?',
    )
    .all(thread)
    .map((row) => row.document)
}

/** After the first question that is left; a thread with none left goes. */
function nameAgain(connection: Connection, thread: number): void {
  const first = connection
    .prepare<{ question: string }>('SELECT question FROM turn WHERE thread_key = ? ORDER BY key LIMIT 1')
    .get(thread)
  if (first)
    connection
      .prepare('UPDATE thread SET title = ?, named = 0 WHERE key = ?')
      .run(titleFrom(first.question), thread)
  else connection.prepare('DELETE FROM thread WHERE key = ?').run(thread)
}
