import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { chromiumProgram } from '../e2e/app.ts'
import { traced } from './traced.ts'

const journey = fileURLToPath(new URL('./window-journey.ts', import.meta.url))
const hasStrace = spawnSync('strace', ['-V']).status === 0

describe.skipIf(process.platform !== 'linux' || !hasStrace || chromiumProgram === null)('the network', () => {
  test('N1, N2: with the window open, page, browser and our processes send nothing, and ours open no Internet socket', async () => {
    const run = await traced(['--disable-sigusr1', journey])
    expect(run.output).not.toContain('Error')
    expect(run.exitCode).toBe(0)
    const { emptyNetwork, requests } = JSON.parse(run.output.split('\n').at(-2) ?? '') as {
      emptyNetwork: boolean
      requests: string[]
    }
    expect(emptyNetwork).toBe(true)
    // The browser alone has a dozen processes and many threads.
    expect(run.traced).toBeGreaterThan(30)
    expect(requests.length).toBeGreaterThan(5)
    expect(requests.filter((url) => !/^(https:\/\/bulkhead-[ab]\.invalid\/|blob:)/.test(url))).toEqual([])
    // The browser looks whether the machine has a route for IPv6: it connects a UDP socket to a public address, which
    // sends nothing, and fails where there is no network. There is no switch against it.
    const ipv6Probe =
      /socket\(AF_INET6, SOCK_DGRAM, IPPROTO_IP\b|connect\(\d+, \{sa_family=AF_INET6, sin6_port=htons\(443\),.*2001:4860:4860::8888/
    expect(run.networkCalls.filter((call) => !ipv6Probe.test(call))).toEqual([])
  }, 300_000)
})
