import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OutputFile } from '../../core/export/output-file.ts'
import { exportLog, type ExportedLog } from '../../core/export/export-log.ts'
import { type Asked, planExport } from '../../core/export/export-plan.ts'
import { AnswerId, type DocumentId, type GroupId, newId } from '../../core/ids.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, builtMember, type BuiltMember, BuiltWorkspace, everyone } from '../builders.ts'

/** Words that a redacted bundle must not give away. */
export const secrets = {
  question: 'Who pays for the Nightjar merger?',
  answer: 'The buyer pays £11,400 on 25 March.',
  title: 'memo-nightjar.pdf',
  partnersTitle: 'partners-only.pdf',
  query: 'nightjar',
} as const

/** A workspace with two people, a group and a log in which there is one of almost everything. */
export interface LoggedWorkspace {
  readonly workspace: BuiltWorkspace
  readonly mia: BuiltMember
  readonly ada: BuiltMember
  readonly partners: GroupId
  readonly memo: DocumentId
  readonly partnersMemo: DocumentId
  /** Exports as whoever the scope is of. */
  exportAs(scope: Scope, name: string, asked?: Partial<Asked> & { since?: number }): Promise<Exported>
}

export interface Exported {
  path: string
  bytes: Uint8Array
  result: ExportedLog
}

export async function loggedWorkspace(folder: string): Promise<LoggedWorkspace> {
  const workspace = new BuiltWorkspace(folder)
  const [mia, ada] = [builtMember('Mia Member', 'member'), builtMember('Ada Auditor', 'auditor')]
  const scope = await workspace.open()
  const all = everyone(scope)
  const partners = scope.write(({ people }) => {
    people.addMember(mia)
    people.addMember(ada)
    people.join(all, mia.id)
    const group = people.addGroup('partners')
    people.join(group, mia.id)
    return group
  })
  const memo = addDocument(scope, {
    title: secrets.title,
    pages: ['Nightjar. Call +44 20 7946 0958.'],
    groups: [all],
  })
  const asMia = await workspace.open(mia)
  const partnersMemo = addDocument(asMia, {
    title: secrets.partnersTitle,
    pages: ['Partners only.'],
    groups: [partners],
  })
  askAbout(asMia, [memo, partnersMemo])
  askAbout(asMia, [memo])
  for (let count = 0; count < 45; count += 1) listed(asMia, count)
  workspace.anchor(asMia)
  workspace.close()
  return {
    workspace,
    mia,
    ada,
    partners,
    memo,
    partnersMemo,
    async exportAs(exporter, name, { since, ...asked } = {}) {
      const path = join(folder, name)
      const result = await exportLog({
        access: { reader: exporter.reader, write: (work) => exporter.write(work) },
        log: exporter.log,
        plan: planExport(exporter.log, {
          from: null,
          before: null,
          level: 'redacted',
          masked: false,
          ...asked,
        }),
        output: new OutputFile(path),
        since: since ?? null,
        signingKey: workspace.signer.publicKey,
        sign: () => Promise.resolve(workspace.anchor(exporter)).then(() => true),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      })
      return { path, bytes: readFileSync(path), result }
    },
  }
}

/** A question with its answer, in the log as the app writes them. */
export function askAbout(scope: Scope, sources: readonly DocumentId[]): void {
  const answer = newId(AnswerId)
  const passages = sources.map((document) => ({ document, ordinal: 0, sha256: 'ab'.repeat(32) }))
  scope.write((writer) => {
    writer.record({
      type: 'search',
      outcome: 'done',
      about: {},
      sealed: { query: secrets.query, mode: 'fused', passages, embedder: null, reranker: null },
      sources,
    })
    writer.record({
      type: 'answer.began',
      outcome: 'done',
      about: { answer },
      sealed: {
        question: secrets.question,
        passages,
        model: 'extractive',
        prompt: '',
        embedder: null,
        reranker: null,
        how: {
          mode: 'documents',
          searched: secrets.question,
          groups: [],
          ranks: [],
          turns: [],
          settings: null,
        },
      },
      sources,
    })
    writer.record({
      type: 'answer.ended',
      outcome: 'done',
      about: { answer },
      sealed: { text: secrets.answer, found: true, citations: [], made: null },
      sources,
    })
  })
}

/** An entry with a number in it. */
export function listed(scope: Scope, count: number): void {
  scope.write((writer) =>
    writer.record({ type: 'documents.listed', outcome: 'done', about: {}, sealed: { count } }),
  )
}

/** The lines of a member of a bundle, by its name. */
export function linesIn(bundle: Uint8Array, name: string): string[] {
  const text = Buffer.from(bundle)
  const end = text.length - 22
  let at = text.readUInt32LE(end + 16)
  while (at < end) {
    const length = text.readUInt16LE(at + 28)
    const bytes = text.readUInt32LE(at + 24)
    const start = text.readUInt32LE(at + 42) + 30 + length
    if (text.toString('latin1', at + 46, at + 46 + length) === name)
      return text
        .toString('utf8', start, start + bytes)
        .split('\n')
        .slice(0, -1)
    at += 46 + length
  }
  throw new Error(`no ${name}`)
}
