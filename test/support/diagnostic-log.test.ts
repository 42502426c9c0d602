import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Diagnostic } from '../../core/contract/diagnostic.ts'
import { BulkheadError } from '../../core/errors.ts'
import { callFailed } from '../../core/host/diagnostics/call-failed.ts'
import { DiagnosticLog } from '../../core/host/diagnostics/diagnostic-log.ts'
import { thisProgram } from '../../core/host/diagnostics/program.ts'
import * as failures from '../../core/ingest/failures.ts'
import { setAsideKind } from '../../core/ingest/set-aside-kind.ts'
import { newId, WorkspaceId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
let home: string
let nowMs: number
let log: DiagnosticLog
beforeEach(() => {
  home = mkdtempSync(join(folder.path, 'home-'))
  writeFileSync(join(home, 'home.json'), '{}')
  nowMs = 0
  log = new DiagnosticLog(home, () => nowMs)
})

const workspace = newId(WorkspaceId)
const locked = (ms: number): Diagnostic => ({ kind: 'workspace-locked', workspace, ms })

describe('the diagnostic log', () => {
  test('gives back what it was told, with the time, closed to others', () => {
    nowMs = 5
    log.record({ kind: 'started', ...thisProgram() })
    nowMs = 6
    log.record(locked(3))
    expect(new DiagnosticLog(home).read()).toEqual([
      [5, { kind: 'started', ...thisProgram() }],
      [6, locked(3)],
    ])
    if (process.platform !== 'win32')
      expect(statSync(join(home, 'diagnostics.jsonl')).mode & 0o777).toBe(0o600)
  })

  test('is bounded: the oldest goes, the newest stays', () => {
    const lines = 12_000
    for (let ms = 0; ms < lines; ms += 1) log.record(locked(ms))
    const names = readdirSync(home).filter((name) => name.startsWith('diagnostics'))
    expect(names.sort()).toEqual(['diagnostics.1.jsonl', 'diagnostics.2.jsonl', 'diagnostics.jsonl'])
    for (const name of names) expect(statSync(join(home, name)).size).toBeLessThanOrEqual(256 * 1024)
    const kept = log.read().map(([, diagnostic]) => 'ms' in diagnostic && diagnostic.ms)
    expect(kept.length).toBeGreaterThan(3_000)
    expect(kept).toEqual(Array.from(kept, (_, index) => lines - kept.length + index))
  })

  test('leaves nothing where there is no firm, and fails nothing where it cannot be written', () => {
    rmSync(join(home, 'home.json'))
    log.record(locked(1))
    expect(readdirSync(home)).toEqual([])
    new DiagnosticLog(join(home, 'nowhere')).record(locked(1))
    expect(existsSync(join(home, 'nowhere'))).toBe(false)
  })

  test('K1: what is not in the catalogue is neither written nor read', () => {
    for (const bad of [
      { kind: 'workspace-locked', workspace, ms: 1, name: 'Client' },
      { kind: 'workspace-locked', workspace: 'Client', ms: 1 },
      { kind: 'note', text: 'Client' },
      { kind: 'call-failed', workspace, method: 'Client', code: 'internal', defect: null },
      { kind: 'call-failed', workspace, method: 'search', code: 'Client', defect: null },
      {
        kind: 'call-failed',
        workspace,
        method: 'search',
        code: 'internal',
        defect: { name: 'Client', place: null },
      },
      {
        kind: 'call-failed',
        workspace,
        method: 'search',
        code: 'internal',
        defect: { name: 'Error', place: '/home/Client/core/a.ts:1:1' },
      },
    ])
      log.record(bad as never)
    expect(existsSync(join(home, 'diagnostics.jsonl'))).toBe(false)
    log.record(locked(1))
    const file = join(home, 'diagnostics.jsonl')
    const line = readFileSync(file, 'utf8')
    const put = (text: string) => `${text}\n`
    writeFileSync(
      file,
      put('{"client":"Client"}') +
        put('Client') +
        line +
        put(line.trim().replace('"ms"', '"client":"Client","ms"')),
    )
    expect(log.read()).toEqual([[0, locked(1)]])
  })

  test('K1: no field of the catalogue takes free text', () => {
    for (const option of Diagnostic.options)
      for (const [field, schema] of Object.entries(option.shape))
        for (const text of ['Client', 'Ana Müller', '/home/ana', 'what is the rent?', ''])
          expect(z.safeParse(schema as z.ZodType, text).success, `${field}: ${text}`).toBe(false)
  })
})

describe('what it says of a call', () => {
  test('its code; nothing where it was stopped, or no call at all', () => {
    expect(callFailed('search', new BulkheadError('disk-full', 'Client'))).toEqual({
      kind: 'call-failed',
      method: 'search',
      code: 'disk-full',
      defect: null,
    })
    expect(callFailed('search', new BulkheadError('cancelled', 'Stopped.'))).toBeNull()
    expect(callFailed('search', new DOMException('Client', 'AbortError'))).toBeNull()
    expect(callFailed('Client', new BulkheadError('refused', 'There is no such request.'))).toBeNull()
  })

  test('K1: of a defect its kind and its place in the program, whatever its message looks like', () => {
    const defect = (error: unknown) => {
      const said = callFailed('search', error)
      return said?.kind === 'call-failed' ? said.defect : null
    }
    const error = new TypeError('Client\n    at core/client/client.ts:1:1')
    error.stack = `TypeError: Client\n    at core/client/client.ts:1:1\n    at run (file:///home/ana/core/errors.ts:48:5)`
    expect(defect(error)).toEqual({ name: 'TypeError', place: 'core/errors.ts:48:5' })
    class ClientError extends Error {
      override name = 'Client'
    }
    expect(defect(new ClientError('Client'))).toMatchObject({ name: 'other' })
    expect(defect('Client')).toEqual({ name: 'other', place: null })
  })

  test('of a document that was set aside the kind of its reason', () => {
    const named = Object.entries(failures).filter(([name]) => name !== 'unsupportedFormat')
    expect(named.length).toBeGreaterThan(8)
    for (const [name, make] of named) {
      const kind = setAsideKind((make as () => BulkheadError)().message)
      expect(kind).not.toBe('other')
      expect(kind.replaceAll('-', '')).toBe(name.toLowerCase())
    }
    expect(setAsideKind(failures.unsupportedFormat('Spreadsheets').message)).toBe('unsupported-format')
    expect(setAsideKind('Client')).toBe('other')
    expect(setAsideKind(null)).toBe('other')
  })
})
