import { expect, test } from 'vitest'
import type { StartProcess } from '../../core/process/port.ts'

/** What every way to start a process must do; run against each shell's. */
export function portSuite(name: string, start: StartProcess): void {
  const entry = new URL('./echo-process.ts', import.meta.url)

  test(`${name}: bytes and objects come back as they were sent, in order`, async () => {
    const child = start(entry)
    const received: unknown[] = []
    const three = new Promise<void>((resolve) => {
      child.onMessage((message) => received.push(message) === 3 && resolve())
    })
    child.send({ n: 1 })
    child.send(new Uint8Array([1, 2, 3]))
    child.send('text')
    await three
    expect(received[0]).toEqual({ n: 1 })
    expect(received[1]).toBeInstanceOf(Uint8Array)
    expect([...(received[1] as Uint8Array)]).toEqual([1, 2, 3])
    expect(received[2]).toBe('text')
    await child.kill()
  })

  test(`${name}: a killed process is gone and says so once`, async () => {
    const child = start(entry)
    let closed = 0
    child.onClose(() => {
      closed += 1
    })
    await child.kill()
    await child.exited
    child.send('nobody there')
    expect(closed).toBe(1)
    expect(() => process.kill(child.pid, 0)).toThrow()
  })

  test(`${name}: K1, N1: a child gets no secret from the environment and no debugger signal`, async () => {
    process.env['BULKHEAD_PASSPHRASE'] = 'not for children'
    process.env['NODE_OPTIONS'] = '--title=inherited'
    try {
      const child = start(entry)
      const told = new Promise<unknown>((resolve) => {
        child.onMessage(resolve)
      })
      child.send('environment')
      const { names, options } = (await told) as { names: string[]; options: string[] }
      expect(names).not.toContain('BULKHEAD_PASSPHRASE')
      expect(names).not.toContain('NODE_OPTIONS')
      expect(options).toContain('--disable-sigusr1')
      await child.kill()
    } finally {
      delete process.env['BULKHEAD_PASSPHRASE']
      delete process.env['NODE_OPTIONS']
    }
  })
}
