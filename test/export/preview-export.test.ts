import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Entry } from '../../core/audit/entry.ts'
import { type Asked, planExport } from '../../core/export/export-plan.ts'
import { type ExportPreview, previewExport } from '../../core/export/preview-export.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { temporaryFolder } from '../builders.ts'
import { served } from '../host/served.ts'
import { linesIn, type LoggedWorkspace, loggedWorkspace, secrets } from './logged-workspace.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

let logged: LoggedWorkspace
let scope: Scope
let end: number
beforeAll(async () => {
  logged = await loggedWorkspace(folder.path)
  scope = await logged.workspace.open()
  end = scope.log.size
})
afterAll(() => logged.workspace.close())

async function preview(asked: Partial<Asked>, signal = new AbortController().signal): Promise<ExportPreview> {
  return await previewExport({
    access: { reader: scope.reader, write: (work) => scope.write(work) },
    log: scope.log,
    plan: planExport(scope.log, {
      from: null,
      before: { seq: end },
      level: 'redacted',
      masked: false,
      ...asked,
    }),
    signal,
    onProgress: () => undefined,
  })
}

const cases: Partial<Asked>[] = [
  { level: 'proof' },
  { level: 'redacted' },
  { level: 'named' },
  { level: 'full' },
  { level: 'full', masked: true },
  // Its names stand in entries before the range.
  { level: 'named', from: { seq: 12 } },
]

describe('what a recipient could read', () => {
  test.each(cases)('is, line by line and in number, what the bundle holds: %j', async (asked) => {
    const shown = await preview(asked)
    const { bytes, result } = await logged.exportAs(scope, 'bundle.zip', { before: { seq: end }, ...asked })
    const entries = linesIn(bytes, 'entries.jsonl').slice(0, -1)
    const openings = linesIn(bytes, 'openings.jsonl')
    expect(shown.values).toStrictEqual(result.values)
    expect([shown.from, shown.to]).toStrictEqual([result.from, result.to])
    expect(shown.naming).toBe(entries.length - (result.to - result.from))
    expect(shown.bytes).toBe(
      [...entries, ...openings].reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0),
    )
    expect(shown.samples.length).toBeGreaterThan(3)
    for (const { leaf, openings: lines } of shown.samples) {
      const { seq } = Entry.parse(JSON.parse(leaf))
      expect(entries).toContain(leaf)
      // All of that entry's lines, and no others.
      expect(lines).toStrictEqual(openings.filter((line) => (JSON.parse(line) as Entry).seq === seq))
    }
  })

  test('A3: below “full” no word is in it, below “named” no name', async () => {
    for (const level of ['proof', 'redacted', 'named', 'full'] as const) {
      const said = JSON.stringify(await preview({ level }))
      const { question, answer, query, title } = secrets
      for (const word of [question, answer, query])
        expect(said.includes(JSON.stringify(JSON.stringify(word)).slice(1, -1))).toBe(level === 'full')
      expect(said.includes(title)).toBe(level === 'named' || level === 'full')
      expect(said).not.toContain(secrets.partnersTitle)
    }
  })

  test('A1: that somebody looked is in the log before anything is read', async () => {
    const size = scope.log.size
    await preview({ level: 'full' })
    expect(scope.reader.log.latest(1)).toMatchObject([
      { seq: size, type: 'log.export-previewed', about: { from: 0, to: end, level: 'full', masked: false } },
    ])
    await expect(
      previewExport({
        access: {
          get reader(): never {
            throw new Error('read before the entry')
          },
          write: () => {
            throw new Error('no room for the entry')
          },
        },
        log: scope.log,
        plan: { from: 0, to: end, level: 'full', masked: false },
        signal: new AbortController().signal,
        onProgress: () => undefined,
      }),
    ).rejects.toThrow('no room for the entry')
  })

  test('is stopped when nobody waits for it any more', async () => {
    const stopper = new AbortController()
    stopper.abort()
    await expect(preview({ level: 'full' }, stopper.signal)).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('S4: names and words are shown to owners alone, and a refusal is recorded', async () => {
    const asAda = await logged.workspace.open(logged.ada)
    const caller = served(asAda)
    for (const level of ['named', 'full'] as const) {
      await expect(caller.call('log.previewExport', { level })).rejects.toMatchObject({ code: 'refused' })
      expect(asAda.reader.log.latest(1)).toMatchObject([
        { type: 'call.refused', about: { method: 'log.previewExport' } },
      ])
    }
    const { values } = await caller.call('log.previewExport', { level: 'redacted' })
    expect(values.opened).toBeGreaterThan(0)
  })
})
