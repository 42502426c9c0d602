import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { canaryWord } from '../disk/canary.ts'
import { internetSockets } from './sockets.ts'
import { traced } from './traced.ts'

const launcher = fileURLToPath(new URL('../../bin/bulkhead.cjs', import.meta.url))
const hasStrace = spawnSync('strace', ['-V']).status === 0
const mayUnshare = spawnSync('unshare', ['--net', 'true']).status === 0

/** A process is old enough for a signal when Node has set itself up. */
const settledMs = 700

interface Seen {
  sinceMs: number
  arguments: string
  environment: string
  sockets: number
  signalled: boolean
}

describe.skipIf(process.platform !== 'linux' || !hasStrace)('the network', () => {
  test('N1, K1: the demo opens no socket, without a network, through debugger signals, and hands on no secret', async () => {
    const secret = canaryWord()
    const seen = new Map<number, Seen>()
    const run = await traced([launcher, 'demo', '--json'], {
      withoutNetwork: mayUnshare,
      environment: { BULKHEAD_PASSPHRASE: secret, NODE_OPTIONS: '--no-deprecation' },
      onLook: (pids) => pids.forEach((pid) => look(pid, seen)),
    })

    expect(run.output).not.toContain('Debugger')
    expect(run.exitCode).toBe(0)
    expect(run.output).toContain('"ok":true')
    expect(run.networkCalls).toEqual([])

    const ours = [...seen.values()].filter((one) => /\.(?:cjs|js|ts)\0/.test(one.arguments))
    const main = ours.filter((one) => /bulkhead\.(?:cjs|js|ts)\0/.test(one.arguments))
    const workspaces = ours.filter((one) => one.arguments.includes('workspace-process'))
    const extractors = ours.filter((one) => one.arguments.includes('extractor-process'))
    expect([main.length, workspaces.length > 2, extractors.length]).toEqual([1, true, 2])
    for (const group of [main, workspaces, extractors]) expect(group.some((one) => one.signalled)).toBe(true)
    for (const one of ours) {
      expect(one.sockets).toBe(0)
      expect(one.arguments).not.toContain(secret)
    }
    // What main was started with stands in its own environment, where the system keeps it; its children have none.
    for (const one of [...workspaces, ...extractors]) {
      expect(one.arguments).toContain('--disable-sigusr1')
      expect(one.environment).not.toMatch(/BULKHEAD_|NODE_OPTIONS/)
      expect(one.environment).not.toContain(secret)
    }
  }, 300_000)

  test.each([
    ['TCP', `require('node:net').connect(9, '127.0.0.1').on('error', () => {})`],
    ['UDP', `require('node:dgram').createSocket('udp4').send('x', 9, '127.0.0.1', () => process.exit())`],
    ['a name to be resolved', `require('node:dns').lookup('example.invalid', () => {})`],
  ])('the trace shows one leak: %s', async (_what, script) => {
    const { networkCalls } = await traced(['-e', script])
    expect(networkCalls.length).toBeGreaterThan(0)
  })

  test('the search for sockets finds the port of a debugger', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    try {
      await sleep(settledMs)
      expect(internetSockets(child.pid ?? -1)).toBe(0)
      child.kill('SIGUSR1')
      await expect.poll(() => internetSockets(child.pid ?? -1)).toBe(1)
    } finally {
      child.kill('SIGKILL')
    }
  })

  const old = ['/usr/bin/node', '/usr/local/bin/node'].find(
    (path) =>
      existsSync(path) &&
      Number(spawnSync(path, ['-p', 'process.versions.node']).stdout.toString().split('.')[0]) < 24,
  )
  test.skipIf(!old)(
    'N1: a Node that is too old, which waits for the right one, opens no debugger either',
    async () => {
      const child = spawn(old!, [launcher, 'demo'], { stdio: ['ignore', 'ignore', 'pipe'] })
      let output = ''
      child.stderr.on('data', (data: Buffer) => (output += data.toString()))
      try {
        await sleep(settledMs)
        child.kill('SIGUSR1')
        await sleep(settledMs)
        expect(internetSockets(child.pid ?? -1)).toBe(0)
        expect(output).not.toContain('Debugger')
        expect(child.exitCode).toBe(null)
      } finally {
        const closed = once(child, 'close')
        child.kill('SIGTERM')
        await closed
      }
    },
  )
})

/** Notes what a process shows of itself, and sends it the debugger's signal once it has settled. */
function look(pid: number, seen: Map<number, Seen>): void {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
    if (name === 'strace' || name === 'unshare') return
    const known = seen.get(pid) ?? { sinceMs: Date.now(), sockets: 0, signalled: false }
    const one: Seen = {
      ...known,
      arguments: readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
      environment: readFileSync(`/proc/${pid}/environ`, 'utf8'),
      sockets: Math.max(known.sockets, internetSockets(pid)),
    }
    if (one.arguments === '') return
    if (!one.signalled && Date.now() - one.sinceMs > settledMs) {
      process.kill(pid, 'SIGUSR1')
      one.signalled = true
    }
    seen.set(pid, one)
  } catch {
    // It has ended meanwhile.
  }
}
