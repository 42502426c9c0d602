import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Entry } from '../../core/audit/entry.ts'
import { commit } from '../../core/audit/commitment.ts'
import { canonicalJson } from '../../core/audit/canonical-json.ts'
import { readme } from '../../core/export/readme.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { commitmentTo } from '../../verifier/bundle/opening.ts'
import { temporaryFolder } from '../builders.ts'
import { type Case, python, saidBy, saidByPython } from '../verifier/readers.ts'
import {
  askAbout,
  type Exported,
  linesIn,
  listed,
  type LoggedWorkspace,
  loggedWorkspace,
  secrets,
} from './logged-workspace.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

let logged: LoggedWorkspace
let scope: Scope
beforeAll(async () => {
  logged = await loggedWorkspace(folder.path)
  scope = await logged.workspace.open()
})
afterAll(() => logged.workspace.close())

const verified = async ({ bytes }: Pick<Exported, 'bytes'>, previous?: Uint8Array) =>
  await saidBy(nodeEngine, caseOf(bytes, previous))
const caseOf = (bundle: Uint8Array, previous?: Uint8Array): Case => ({
  bundle,
  key: logged.workspace.signer.publicKey,
  ...(previous ? { previous } : {}),
})

interface Line {
  seq: number
  field: string
  value?: unknown
  withheld?: string
}
const openingsOf = ({ bytes }: Exported) =>
  linesIn(bytes, 'openings.jsonl').map((line) => JSON.parse(line) as Line)
const entriesOf = ({ bytes }: Exported) =>
  linesIn(bytes, 'entries.jsonl').map((line) => Entry.parse(JSON.parse(line)))

describe('levels', () => {
  test('each is found intact, with its level, by both readings', async () => {
    const levels = ['proof', 'redacted', 'named', 'full'] as const
    const cases: Case[] = []
    for (const level of levels) {
      const exported = await logged.exportAs(scope, `${level}.zip`, { level })
      const said = await verified(exported)
      expect(said).toMatchObject({ verdict: 'intact', exit: 0, level, findings: [] })
      expect(said.values).toStrictEqual(exported.result.values)
      cases.push(caseOf(exported.bytes))
    }
    if (python)
      expect(saidByPython(join(folder.path, 'levels'), cases).map((said) => said.level)).toStrictEqual([
        ...levels,
      ])
  })

  test('proof releases nothing, redacted the models, named the names, full all that this owner may read', async () => {
    const fields = async (level: 'proof' | 'redacted' | 'named' | 'full') => {
      const exported = await logged.exportAs(scope, 'level.zip', { level })
      const types = new Map(entriesOf(exported).map(({ seq, type }) => [seq, type]))
      return new Set(openingsOf(exported).map(({ seq, field }) => `${types.get(seq)}/${field}`))
    }
    expect(await fields('proof')).toStrictEqual(new Set())
    expect([...(await fields('redacted'))].sort()).toStrictEqual([
      'answer.began/embedder',
      'answer.began/model',
      'answer.began/reranker',
      'document.imported/embedder',
      'search/embedder',
      'search/reranker',
    ])
    expect([...(await fields('named'))].sort()).toStrictEqual([
      'answer.began/embedder',
      'answer.began/model',
      'answer.began/reranker',
      'document.added/title',
      'document.imported/embedder',
      'group.added/name',
      'member.added/name',
      'search/embedder',
      'search/reranker',
      'workspace.created/name',
    ])
    expect([...(await fields('full'))]).toEqual(
      expect.arrayContaining([
        'answer.began/question',
        'answer.ended/text',
        'search/query',
        'documents.listed/count',
      ]),
    )
  })

  test('A3: bundles of all levels of the same log show the same root and the same entries', async () => {
    const before = { seq: scope.log.size }
    const shown = []
    for (const level of ['full', 'named', 'redacted', 'proof'] as const) {
      const exported = await logged.exportAs(scope, `same-${level}.zip`, { level, before })
      const { verdict, rangeRoot } = await verified(exported)
      shown.push({
        verdict,
        rangeRoot,
        entries: linesIn(exported.bytes, 'entries.jsonl').slice(0, before.seq),
      })
    }
    expect(shown[0]).toMatchObject({ verdict: 'intact' })
    expect(shown[0]?.rangeRoot).toBe(Buffer.from(scope.log.root(before.seq)).toString('hex'))
    for (const one of shown) expect(one).toStrictEqual(shown[0])
  })

  test('A3: a full bundle and a redacted one after it are held against each other', async () => {
    const full = await logged.exportAs(scope, 'full.zip', { level: 'full' })
    const redacted = await logged.exportAs(scope, 'redacted.zip', { level: 'redacted' })
    expect(await verified(redacted, full.bytes)).toMatchObject({
      verdict: 'intact',
      previous: full.result.size,
    })
  })

  test('R7: what rests on a document that this owner may not read is not released, and the bundle says so', async () => {
    const exported = await logged.exportAs(scope, 'r7.zip', { level: 'full' })
    const text = Buffer.from(exported.bytes).toString('utf8')
    expect(text).not.toContain(secrets.partnersTitle)
    expect(text).toContain(secrets.title)
    const withheld = openingsOf(exported).filter((line) => line.withheld === 'not-readable')
    expect(withheld.length).toBeGreaterThan(4)
    expect(exported.result.values.notReadable).toBe(withheld.length)
    // One of the two answers had the partners' memo among its passages.
    const types = new Map(entriesOf(exported).map(({ seq, type }) => [seq, type]))
    expect(withheld.map(({ seq, field }) => `${types.get(seq)}/${field}`)).toEqual(
      expect.arrayContaining(['answer.ended/text', 'document.added/title', 'search/query']),
    )
    expect(withheld.some(({ field }) => field === 'model' || field === 'embedder')).toBe(false)
    expect(await verified(exported)).toMatchObject({ verdict: 'intact', level: 'full' })
  })

  test('an auditor exports structure and models, and the reader has nothing else for them', async () => {
    const asAda = await logged.workspace.open(logged.ada)
    const exported = await logged.exportAs(asAda, 'ada.zip', { level: 'redacted' })
    expect(await verified(exported)).toMatchObject({ verdict: 'intact', level: 'redacted' })
    expect(exported.result.values).toMatchObject({ notReadable: 0 })
    // Even where the level is not looked at, as the handler does, the reader gives no words to them.
    const all = asAda.reader.openings.between(0, asAda.log.size)
    expect(new Set(all.filter((one) => one.released).map((one) => one.field))).toStrictEqual(
      new Set(['model', 'embedder', 'reranker']),
    )
    scope = await logged.workspace.open()
  })
})

describe('A3: a redacted bundle gives nothing away', () => {
  test('no word, no name, no title stands in it', async () => {
    const { bytes } = await logged.exportAs(scope, 'words.zip')
    const text = Buffer.from(bytes).toString('utf8')
    for (const word of [
      ...Object.values(secrets),
      'Olive Owner',
      'Mia Member',
      'Test client',
      'partners',
      'Nightjar',
    ])
      expect(text).not.toContain(word)
  })

  test('a dictionary of names, titles, yes and no, numbers and all passages opens none of its commitments', async () => {
    const exported = await logged.exportAs(scope, 'dictionary.zip')
    const released = new Set(openingsOf(exported).map(({ seq, field }) => `${seq}/${field}`))
    const fields = entriesOf(exported).flatMap(({ seq, sealed }) =>
      Object.entries(sealed)
        .filter(([field]) => !released.has(`${seq}/${field}`))
        .map(([field, commitment]) => ({ seq, field, commitment })),
    )
    expect(fields.length).toBeGreaterThan(50)
    const words: unknown[] = [
      ...Object.values(secrets),
      'Olive Owner',
      'Mia Member',
      'Ada Auditor',
      'Test client',
      'partners',
      'everyone',
      'fused',
      'extractive',
      '',
      true,
      false,
      null,
      [],
      'Nightjar. Call +44 20 7946 0958.',
      'Partners only.',
    ]
    const log = logged.workspace.id
    const commitments = new Set(fields.map(({ commitment }) => commitment))
    // What anyone would try who knows everything but the salt: plain hashes, and the commitment with a salt of nothing.
    const guesses = (value: unknown): string[] => {
      const text = canonicalJson(value)
      return [
        hash('sha256', text),
        ...(typeof value === 'string' ? [hash('sha256', value)] : []),
        hash('sha256', hash('sha256', text)),
      ]
    }
    for (const value of [...words, ...Array.from({ length: 10_001 }, (_, number) => number)])
      for (const guess of guesses(value)) expect(commitments.has(guess)).toBe(false)
    const salts = ['', '00'.repeat(32), 'ff'.repeat(32), log, exported.result.entry.toString()]
    for (const { seq, field, commitment } of fields)
      for (const value of words)
        for (const salt of salts)
          expect(commitmentTo({ log, seq, field, salt, value }, nodeEngine)).not.toBe(commitment)
    for (const { seq, field, commitment } of fields.slice(0, 20))
      for (let number = 0; number <= 10_000; number += 1)
        if (commitmentTo({ log, seq, field, salt: salts[1] ?? '', value: number }, nodeEngine) === commitment)
          throw new Error(`${seq}/${field} is ${number}`)
    // Control: with the salt the same guess is found.
    const { commitment, salt } = commit({ log, sequence: 3, field: 'count', value: 41 })
    const known = Buffer.from(salt).toString('hex')
    expect(commitmentTo({ log, seq: 3, field: 'count', salt: known, value: 41 }, nodeEngine)).toBe(commitment)
  })

  test('every sealed value of the log is under a commitment of its own, equal values too', async () => {
    const commitments = entriesOf(await logged.exportAs(scope, 'unique.zip')).flatMap(({ sealed }) =>
      Object.values(sealed),
    )
    expect(new Set(commitments).size).toBe(commitments.length)
  })
})

describe('parts of a log', () => {
  test('a range with names has the entries that name who stands in it', async () => {
    const { size } = scope.log
    const from = size - 12
    askAbout(scope, [logged.memo])
    const exported = await logged.exportAs(scope, 'range.zip', { level: 'named', from: { seq: from } })
    const said = await verified(exported)
    expect(said).toMatchObject({ verdict: 'intact', from })
    const before = entriesOf(exported).filter(({ seq }) => seq < from)
    expect(before.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['workspace.created', 'member.added']),
    )
    expect(openingsOf(exported).map(({ value }) => value)).toContain('Olive Owner')
    expect(linesIn(exported.bytes, 'entries.jsonl').length).toBeLessThan(size)
  })

  test('by time, and by number', async () => {
    const { log } = scope
    const at = Entry.parse(JSON.parse(log.leaves(20, 1)[0]?.leaf ?? '')).at
    const first = log.firstSince(at)
    const exported = await logged.exportAs(scope, 'time.zip', { from: { timeMs: at }, before: { seq: 30 } })
    expect(exported.result).toMatchObject({ from: first, to: 30 })
    expect(await verified(exported)).toMatchObject({ verdict: 'intact', from: first, to: 30 })
  })

  test('any range of any length proves itself', async () => {
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [15, 17],
      [16, 32],
      [0, 33],
      [31, 50],
    ] as const) {
      const exported = await logged.exportAs(scope, `${from}-${to}.zip`, {
        level: 'proof',
        from: { seq: from },
        before: { seq: to },
      })
      expect(await verified(exported), `${from} to ${to}`).toMatchObject({ verdict: 'intact', from, to })
    }
  })

  test.each([
    { from: { seq: 10 }, before: { seq: 10 } },
    { from: { seq: 1_000_000 }, before: null },
    { from: { timeMs: 4_000_000_000_000 }, before: null },
    { from: null, before: { seq: 0 } },
  ])('no entries in %o: refused, and nothing is written', async (range) => {
    const { size } = scope.log
    await expect(logged.exportAs(scope, 'none.zip', range)).rejects.toMatchObject({ code: 'bad-input' })
    expect(existsSync(join(folder.path, 'none.zip'))).toBe(false)
    expect(scope.log.size).toBe(size)
  })
})

describe('one bundle after another', () => {
  test('shows that the log continues the one before, by itself and beside it', async () => {
    const first = await logged.exportAs(scope, 'first.zip', { level: 'proof' })
    listed(scope, 1)
    // A part that does not tell the earlier root: only the proof does.
    const { size } = scope.log
    const second = await logged.exportAs(scope, 'second.zip', { level: 'proof', from: { seq: size - 1 } })
    expect(await verified(second, first.bytes)).toMatchObject({
      verdict: 'intact',
      previous: first.result.size,
    })
    // What lies between two exports that follow each other is proved; what lies further back has to be asked for.
    const third = await logged.exportAs(scope, 'third.zip', { level: 'proof', from: { seq: size + 1 } })
    expect(await verified(third, first.bytes)).toMatchObject({
      verdict: 'incomplete',
      findings: [{ code: 'no-consistency-proof' }],
    })
    const asked = await logged.exportAs(scope, 'asked.zip', {
      level: 'proof',
      from: { seq: size + 1 },
      since: first.result.size,
    })
    expect(await verified(asked, first.bytes)).toMatchObject({ verdict: 'intact' })
    expect(await verified(first, third.bytes)).toMatchObject({
      verdict: 'incomplete',
      findings: [{ code: 'behind-previous' }],
    })
  })

  test('the entries of an export stand in the log, and the bundle holds its own', async () => {
    const { size } = scope.log
    const exported = await logged.exportAs(scope, 'own.zip', { level: 'named' })
    const added = scope.log.leaves(size, 10).map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
    const about = { from: 0, to: size, level: 'named', masked: false }
    expect(added).toMatchObject([
      { type: 'log.export-began', outcome: 'done', about, sealed: {} },
      { type: 'log.exported', outcome: 'done', about, seq: exported.result.entry },
    ])
    expect(entriesOf(exported).at(-1)).toMatchObject({ type: 'log.exported', seq: size + 1 })
  })
})

test('R6: a deleted document takes its openings along; the bundle says so and stands', async () => {
  const before = await logged.exportAs(scope, 'before.zip', { level: 'full' })
  expect(Buffer.from(before.bytes).toString()).toContain(secrets.title)
  scope.write((writer) => writer.documents.delete(logged.memo))
  const after = await logged.exportAs(scope, 'after.zip', { level: 'full' })
  const text = Buffer.from(after.bytes).toString()
  for (const word of [secrets.title, secrets.question, secrets.answer, secrets.query])
    expect(text).not.toContain(word)
  expect(after.result.values.erased).toBeGreaterThan(8)
  expect(await verified(after, before.bytes)).toMatchObject({ verdict: 'intact', level: 'full' })
})

test('a file of the bundle is readable by its owner only, and nothing stays beside it', async () => {
  const { path } = await logged.exportAs(scope, 'mode.zip')
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder.path).filter((name) => name.includes('part'))).toStrictEqual([])
})

test('the README is the same in each bundle and in the specification', async () => {
  const { bytes } = await logged.exportAs(scope, 'readme.zip')
  expect(`${linesIn(bytes, 'README.txt').join('\n')}\n`).toBe(readme)
  const page = readFileSync(new URL('../../docs/audit-bundle.md', import.meta.url), 'utf8')
  expect(page).toContain(readme)
  expect(page).toContain(hash('sha256', readme))
})

test('where nothing can be written, nothing is in the log', async () => {
  const { size } = scope.log
  await expect(logged.exportAs(scope, join('nowhere', 'x.zip'))).rejects.toMatchObject({
    code: 'not-writable',
  })
  expect(scope.log.size).toBe(size)
})

test('where the place turns out to be a folder, nothing is left, and the log says that it failed', async () => {
  mkdirSync(join(folder.path, 'folder.zip'))
  const { size } = scope.log
  await expect(logged.exportAs(scope, 'folder.zip')).rejects.toMatchObject({ code: 'not-writable' })
  expect(readdirSync(folder.path).filter((name) => name.includes('part'))).toStrictEqual([])
  const added = scope.log.leaves(size, 10).map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
  expect(added.at(-1)).toMatchObject({ type: 'log.exported', outcome: 'failed' })
})
