import { AnswerId, DocumentId, newId } from '../../core/ids.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import type { Writer } from '../../core/workspace/writer.ts'

const documents = Array.from({ length: 100 }, () => newId(DocumentId))
const [lease] = documents
const passages = documents
  .slice(0, 8)
  .map((document, ordinal) => ({ document, ordinal, sha256: 'ab'.repeat(32) }))
/** Entries in one transaction. */
const batch = 2_000

/** What a day of asking and searching leaves in a log, over and over: leaves of some 370 bytes, about 3.4 openings an entry. */
const day: readonly ((writer: Writer, number: number) => unknown)[] = [
  search,
  search,
  search,
  (writer, number) =>
    writer.record({
      type: 'documents.listed',
      outcome: 'done',
      about: {},
      sealed: { count: number % documents.length },
    }),
  (writer, number) =>
    writer.record({
      type: 'answer.began',
      outcome: 'done',
      about: { answer: newId(AnswerId) },
      sealed: {
        question: `When is the rent of flat ${number} due?`,
        passages,
        embedder: null,
        reranker: null,
        model: 'extractive',
        prompt: 'Passage. '.repeat(100),
        how: { mode: 'documents', searched: '', groups: [], ranks: [], turns: [], settings: null },
      },
    }),
  (writer, number) =>
    writer.record({
      type: 'answer.ended',
      outcome: 'done',
      about: { answer: newId(AnswerId) },
      sealed: {
        text: `The rent of flat ${number} is due in May.`,
        found: true,
        citations: [{ document: lease ?? newId(DocumentId), page: 1, start: 0, end: 30 }],
        made: null,
      },
    }),
  (writer, number) =>
    writer.record({
      type: 'document.opened',
      outcome: 'done',
      about: { document: documents[number % documents.length] ?? newId(DocumentId) },
      sealed: {},
    }),
  (writer) => writer.record({ type: 'people.listed', outcome: 'done', about: {}, sealed: {} }),
]

function search(writer: Writer, number: number): unknown {
  return writer.record({
    type: 'search',
    outcome: 'done',
    about: {},
    sealed: { query: `rent of flat ${number}`, mode: 'fused', passages, embedder: null, reranker: null },
  })
}

/** Lets the log grow by so many entries; `anchor` is called now and then, as a signer would be. */
export function growLog(scope: Scope, entries: number, anchor: (scope: Scope) => void): void {
  for (let from = 0; from < entries; from += batch) {
    scope.write((writer) => {
      for (let number = from; number < Math.min(entries, from + batch); number += 1)
        day[number % day.length]?.(writer, number)
    })
    anchor(scope)
  }
}
