import { ask } from '../../core/answer/ask.ts'
import { extractAnswer } from '../../core/answer/extract-answer.ts'
import { addGroup } from '../../core/access/groups.ts'
import { importGroups } from '../../core/access/import-groups.ts'
import type { Embedder } from '../../core/embed/embedder.ts'
import { searchKeywords } from '../../core/search/keyword.ts'
import { search } from '../../core/search/search.ts'
import { searchVectors } from '../../core/search/vector.ts'
import type { Access } from '../../core/workspace/access.ts'
import { Reader } from '../../core/workspace/reader.ts'
import { Scope } from '../../core/workspace/scope.ts'
import { Writer } from '../../core/workspace/writer.ts'

/*
 * S1: what must not compile. Nothing here runs: the compiler is the test. Each expected error stands beside a positive
 * control, so that a signature which has become too wide, or one that refuses everything, is seen.
 */

/* oxlint-disable typescript/no-misused-spread -- the linter warns of just what is tried here */

declare const scope: Scope
declare const reader: Reader
declare const writer: Writer
declare const access: Access
declare const embedder: Embedder
declare const signal: AbortSignal

/** Control: a scope hands out both handles, and they are taken. */
export const handedOut: Reader = scope.reader
export const written: string = scope.write((given) => addGroup(given, 'partners', []))

export function readerFromElsewhere(): void {
  searchKeywords(reader, 'rent')
  // @ts-expect-error nothing is not a reader
  searchKeywords()
  // @ts-expect-error a question alone does not say whose documents
  searchKeywords('rent')
  // @ts-expect-error a workspace id is not a reader
  searchKeywords('0f8c1d2e3a4b5c6d7e8f901234567890', 'rent')
  // @ts-expect-error null is not a reader
  searchKeywords(null, 'rent')
  // @ts-expect-error a scope is not a reader
  searchKeywords(scope, 'rent')
  // @ts-expect-error a writer is not a reader
  searchKeywords(writer, 'rent')
  // @ts-expect-error a spread copy has lost what makes it a reader
  searchKeywords({ ...reader }, 'rent')
  const { documents, passages, people, log } = reader
  // @ts-expect-error a literal with the same getters is not a reader
  searchKeywords({ documents, passages, people, log }, 'rent')
  // @ts-expect-error a copy of the properties is not a reader
  searchKeywords(Object.fromEntries(Object.entries(reader)), 'rent')
}

export async function readerInRequests(): Promise<void> {
  await search({ reader, embedder, query: 'rent', limit: 10, mode: 'fused' })
  // @ts-expect-error a search without a reader
  await search({ embedder, query: 'rent', limit: 10, mode: 'fused' })
  // @ts-expect-error a search with a copy of a reader
  await search({ reader: { ...reader }, embedder, query: 'rent', limit: 10, mode: 'fused' })
  // @ts-expect-error a search that names a workspace
  await search({ reader, embedder, query: 'rent', limit: 10, mode: 'fused', workspace: 'x' })

  await searchVectors(reader, embedder, 'rent', 10)
  // @ts-expect-error a search without a reader
  await searchVectors(embedder, 'rent', 10)

  await ask({ access, embedder, question: 'How much is the rent?', signal })
  // @ts-expect-error a question without access
  await ask({ embedder, question: 'How much is the rent?', signal })
  // @ts-expect-error access without a writer leaves no entry
  await ask({ access: { reader }, embedder, question: 'How much is the rent?', signal })
  // @ts-expect-error access with a copy of a reader
  await ask({ access: { ...access, reader: { ...reader } }, embedder, question: 'How much?', signal })

  extractAnswer(reader, 'How much is the rent?', [])
  // @ts-expect-error an answer without a reader
  extractAnswer('How much is the rent?', [])
}

export function writerFromElsewhere(): void {
  addGroup(writer, 'partners', [])
  // @ts-expect-error a group added to no workspace
  addGroup('partners', [])
  // @ts-expect-error a reader cannot write
  addGroup(reader, 'partners', [])
  // @ts-expect-error a spread copy has lost what makes it a writer
  addGroup({ ...writer }, 'partners', [])
  // @ts-expect-error a literal with the same getters is not a writer
  addGroup({ reader, documents: writer.documents, people: writer.people }, 'partners', [])

  importGroups(reader, scope.member, ['everyone'])
  // @ts-expect-error groups of no workspace
  importGroups(scope.member, ['everyone'])
}

export function handlesMadeByHand(): void {
  // @ts-expect-error the constructor is private
  void new Reader()
  // @ts-expect-error the constructor is private
  void new Writer()
  // @ts-expect-error the constructor is private
  void new Scope()
  // @ts-expect-error a literal is not a scope
  const literal: Scope = { member: scope.member, role: 'owner', reader }
  // @ts-expect-error a spread copy is not a scope
  const copy: Scope = { ...scope }
  void [literal, copy]
}

// @ts-expect-error a class with a private constructor cannot be extended
export class WiderReader extends Reader {}

// @ts-expect-error a class with a private constructor cannot be extended
export class LongerWriter extends Writer {}

// @ts-expect-error a class with a private constructor cannot be extended
export class WiderScope extends Scope {}

/** Control: the very same shape is taken where an object is all that is asked for. */
export const control: object = { ...reader }
