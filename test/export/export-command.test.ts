import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { BulkheadError } from '../../core/errors.ts'
import { temporaryFolder } from '../builders.ts'
import { CommandLine } from '../bin/command-line.ts'
import { smallDisk } from '../faults/small-disk.ts'
import { FirmOfThree } from '../isolation/firm-of-three.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { linesIn } from './logged-workspace.ts'

const verifier = fileURLToPath(new URL('../../verifier/bulkhead-verify.cjs', import.meta.url))
const Exported = z.strictObject({
  from: z.int(),
  to: z.int(),
  level: z.string(),
  masked: z.boolean(),
  entry: z.int(),
  size: z.int(),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int(),
  values: z.record(z.string(), z.int()),
  key: z.string(),
})

describe('bulkhead audit export, bulkhead audit key, bulkhead-verify', () => {
  const firm = new CommandLine()
  const folder = temporaryFolder()
  const out = (name: string) => join(folder.path, name)
  beforeAll(async () => await firm.setUp('Client'))
  afterAll(() => {
    firm.remove()
    folder.remove()
  })

  test('from one command to the other: intact, redacted where nothing else is said', async () => {
    const { code, value } = await firm.json(['audit', 'export', 'Client', out('a.zip')])
    expect(code).toBe(0)
    const exported = Exported.parse(value)
    expect(exported).toMatchObject({ level: 'redacted', masked: false, from: 0 })
    const key = await firm.json(['audit', 'key'])
    expect(key).toStrictEqual({ code: 0, value: { fingerprint: exported.key } })
    const run = spawnSync(process.execPath, [verifier, out('a.zip'), '--key', exported.key, '--json'], {
      encoding: 'utf8',
    })
    expect(run.status).toBe(0)
    expect(JSON.parse(run.stdout)).toMatchObject({
      verdict: 'intact',
      level: 'redacted',
      root: exported.root,
    })

    const again = await firm.json([
      'audit',
      'export',
      'Client',
      out('b.zip'),
      '--level',
      'full',
      '--from',
      '2',
      '--to',
      '3',
    ])
    expect(Exported.parse(again.value)).toMatchObject({ level: 'full', from: 2, to: 4 })
    const beside = spawnSync(
      process.execPath,
      [verifier, out('b.zip'), '--key', exported.key, '--previous', out('a.zip')],
      { encoding: 'utf8' },
    )
    expect({ status: beside.status, stdout: beside.stdout }).toMatchObject({ status: 0 })
    expect(beside.stdout).toContain(`Continues the earlier log of ${exported.size} entries.`)
  })

  test('a file that is there is not replaced, a day without entries is none, a bound that is none is wrong usage', async () => {
    writeFileSync(out('mine.zip'), 'mine')
    const { code, value } = await firm.json(['audit', 'export', 'Client', out('mine.zip')])
    expect({ code, value }).toMatchObject({ code: 1, value: { error: { code: 'already-exists' } } })
    expect(readFileSync(out('mine.zip'), 'utf8')).toBe('mine')
    const early = await firm.json(['audit', 'export', 'Client', out('c.zip'), '--to', '2001-01-01'])
    expect(early).toMatchObject({ code: 1, value: { error: { code: 'bad-input' } } })
    for (const wrong of ['yesterday', '2024-02-31', '-1', '1.5'])
      expect((await firm.run(['audit', 'export', 'Client', out('c.zip'), '--from', wrong])).code).toBe(2)
    expect(existsSync(out('c.zip'))).toBe(false)
  })
})

describe('through the workspace process', () => {
  const folder = temporaryFolder()
  const firm = new FirmOfThree(folder.path)
  const target = (name: string) => join(folder.path, name)
  beforeAll(async () => await firm.setUp())
  afterAll(() => {
    firm.signOut()
    folder.remove()
  })

  test('S4, R7: an auditor exports as far as redacted; names and words are refused, and the log says so', async () => {
    await firm.signIn('auditor')
    const { workspace } = await firm.open(firm.first)
    for (const level of ['named', 'full'] as const) {
      await workspace.offerTarget(target('no.zip'))
      await expectRefusal(
        async () => await workspace.caller.call('log.export', { target: target('no.zip'), level }),
        'refused',
      )
    }
    const { entries } = await workspace.caller.call('log.list', { limit: 2 })
    expect(entries.map(({ type, about }) => ({ type, about }))).toContainEqual({
      type: 'call.refused',
      about: { method: 'log.export' },
    })
    expect(existsSync(target('no.zip'))).toBe(false)
    await workspace.offerTarget(target('auditor.zip'))
    const exported = await workspace.caller.call('log.export', { target: target('auditor.zip') })
    expect(exported.level).toBe('redacted')
    expect(readFileSync(target('auditor.zip'), 'utf8')).not.toContain('open.txt')
    await workspace.lock()
  })

  test('a place is written to only where main has offered it, and once', async () => {
    await firm.signIn('owner')
    const { workspace } = await firm.open(firm.first)
    const call = async (path: string) =>
      await workspace.caller.call('log.export', { target: path, level: 'full' })
    await expectRefusal(async () => await call(target('never.zip')), 'bad-input')
    await workspace.offer([folder.path])
    // What an import may read is not what an export may write.
    await expectRefusal(async () => await call(target('below.zip')), 'bad-input')
    await workspace.offerTarget(target('once.zip'))
    await call(target('once.zip'))
    await expectRefusal(async () => await call(target('once.zip')), 'bad-input')
    expect(
      readdirSync(folder.path)
        .filter((name) => name.endsWith('.zip'))
        .sort(),
    ).toStrictEqual(['auditor.zip', 'once.zip'])
    expect(linesIn(readFileSync(target('once.zip')), 'openings.jsonl').join('')).toContain('open.txt')
    await workspace.lock()
  })

  test('stopped on the way: nothing is left, and the log says so', async () => {
    await firm.signIn('owner')
    const { workspace } = await firm.open(firm.first)
    await workspace.offerTarget(target('stopped.zip'))
    const stop = new AbortController()
    const failure = workspace.caller.call(
      'log.export',
      { target: target('stopped.zip') },
      { signal: stop.signal, onEvent: () => stop.abort() },
    )
    stop.abort()
    await expectRefusal(async () => await failure, 'cancelled')
    expect(readdirSync(folder.path).filter((name) => name.includes('stopped'))).toStrictEqual([])
    const { entries } = await workspace.caller.call('log.list', { limit: 3 })
    expect(entries.find(({ type }) => type === 'log.exported')).toMatchObject({ outcome: 'stopped' })
    await workspace.lock()
  })

  const disk = smallDisk(folder.path, 4)
  afterAll(() => disk?.remove())

  test.skipIf(disk === null)(
    'K5: a disk that is full where the bundle should go: refused, nothing left, nothing else harmed',
    async () => {
      await firm.signIn('owner')
      const { workspace } = await firm.open(firm.first)
      const full = join(disk?.path ?? '', 'bundles')
      mkdirSync(full)
      const { bavail, bsize } = statfsSync(full)
      writeFileSync(join(full, 'ballast'), new Uint8Array((bavail - 2) * bsize))
      await workspace.offerTarget(join(full, 'full.zip'))
      const failure: unknown = await workspace.caller
        .call('log.export', { target: join(full, 'full.zip'), level: 'full' })
        .catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(BulkheadError)
      expect(failure).toMatchObject({ code: 'disk-full' })
      expect(readdirSync(full)).toStrictEqual(['ballast'])
      const { entries } = await workspace.caller.call('log.list', { limit: 3 })
      expect(entries.find(({ type }) => type === 'log.exported')).toMatchObject({ outcome: 'failed' })
      await expect(workspace.caller.call('log.check', {})).resolves.toHaveProperty('size')
      await workspace.lock()
    },
  )
})
