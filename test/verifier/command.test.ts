import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { fingerprintOf, spelled } from '../../verifier/bundle/fingerprint.ts'
import { FileSource } from '../../verifier/command/file-source.ts'
import { Threads } from '../../verifier/command/threads.ts'
import { nodeEngine } from '../../verifier/command/node-engine.ts'
import { MemorySource } from '../../verifier/container/memory-source.ts'
import { forgeries } from '../../verifier/forged/forgeries.ts'
import { controls } from '../../verifier/forged/kinds/controls.ts'
import { inventedLog, testSigner } from '../../verifier/forged/raw-log.ts'
import { verifyBundle } from '../../verifier/verify/verify-bundle.ts'
import { temporaryFolder } from '../builders.ts'
import { python } from './readers.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const root = fileURLToPath(new URL('../../', import.meta.url))
const signer = testSigner(1)
const material = { log: inventedLog('one', 61, signer), foreign: inventedLog('two', 61, signer) }
const key = spelled(fingerprintOf(signer.publicKey, nodeEngine))

function run(command: 'command' | 'python', args: readonly string[]) {
  const [program, script] =
    command === 'command'
      ? [process.execPath, join(root, 'verifier/bulkhead-verify.cjs')]
      : ['python3', join(root, 'verifier/python/verify.py')]
  return spawnSync(program, [script, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1' },
  })
}

function file(name: string): string {
  const made = [...controls, ...forgeries].find((one) => one.name === name)?.make(material)
  if (!made) throw new Error(name)
  const path = join(folder.path, `${name.replaceAll(/\W/g, '-')}.zip`)
  writeFileSync(path, made.bundle)
  return path
}

describe.each(python ? (['command', 'python'] as const) : (['command'] as const))('by %s', (command) => {
  test.each([
    ['redacted', 0, 'intact'],
    ['entries: two lines exchanged', 2, 'tampered'],
    ['cut off in the middle', 3, 'incomplete'],
    ['signed by another key, which the manifest names', 4, 'unknown-key'],
    ['not a zip', 5, 'not-a-bundle'],
  ])('%s: exit code %i', (name, exit, verdict) => {
    const path = file(name)
    const { status, stdout } = run(command, [path, '--key', key, '--json'])
    expect(status).toBe(exit)
    expect(JSON.parse(stdout)).toMatchObject({ verdict, exit })
    const said = run(command, [path, '--key', key])
    expect(said.status).toBe(exit)
    expect(said.stdout).toMatch(new RegExp(`^${verdict.toUpperCase().replaceAll('-', '.')}`))
    if (exit === 0) expect(said.stdout).toContain(', redacted')
  })

  test('wrong usage and files that are not there: exit code 1, and nothing on the output', () => {
    for (const args of [
      [],
      [file('full')],
      [file('full'), '--key', 'abc'],
      [file('full'), '--key', `${key} 00`],
      ['nowhere.zip', '--key', key],
    ])
      expect(run(command, args)).toMatchObject({ status: 1, stdout: '' })
  })

  test('beside an earlier bundle', () => {
    const earlier = file('redacted')
    const { status, stdout } = run(command, [earlier, '--key', key, '--previous', earlier, '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ previous: 62 })
  })
})

test('the fingerprint is taken as people write it', () => {
  for (const typed of [key, key.toUpperCase(), key.replaceAll(' ', ''), ` ${key} `])
    expect(run('command', [file('proof'), '--key', typed]).status).toBe(0)
})

test.each([
  'full',
  'a range with entries beside it, later ones, and what it continues',
  'entries: changed: an outcome',
  'entries: an entry left out',
  'entries: two lines exchanged',
  'the earlier file has another root inside of the range',
])('on several threads, as a long log is verified: %s', async (name) => {
  const path = file(name)
  const previous = [...controls, ...forgeries].find((one) => one.name === name)?.make(material).previous
  const bundle = new FileSource(path)
  const threads = new Threads(path, 4_000)
  const check = vi.spyOn(threads, 'check')
  const request = {
    bundle,
    previous: previous ? new MemorySource(previous) : null,
    fingerprint: fingerprintOf(signer.publicKey, nodeEngine),
    engine: nodeEngine,
  }
  expect(await verifyBundle({ ...request, inParts: threads })).toStrictEqual(await verifyBundle(request))
  expect(check.mock.calls.length).toBeGreaterThan(3)
  await threads.close()
  bundle.close()
})

test('A6: nothing of the verifier comes from the app', () => {
  const folderOf = join(root, 'verifier')
  const outside = readdirSync(folderOf, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [...readFileSync(join(folderOf, name), 'utf8').matchAll(/from '([^']+)'/g)]
        .map(([, from = '']) => from)
        .filter((from) => from.startsWith('.') && !join(folderOf, name, '..', from).startsWith(folderOf))
        .map((from) => `${name}: ${from}`),
    )
  expect(outside).toStrictEqual([])
})
