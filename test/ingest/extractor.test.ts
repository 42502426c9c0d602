import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { Extractor, extractorOptions } from '../../core/ingest/extractor.ts'
import { forkProcess } from '../../core/process/fork.ts'
import type { ChildPort } from '../../core/process/port.ts'
import { endlessPdf, pdfOf, pdfWithContent } from './pdf-file.ts'
import { docxFile } from './zip-file.ts'

const started: ChildPort[] = []
const extractor = new Extractor((entry, options) => {
  const child = forkProcess(entry, options)
  started.push(child)
  return child
})
afterAll(() => extractor.close())

const hello = pdfOf(['Hello world.'])
const helloText = { format: 'pdf', extracted: { pages: [{ page: 1, text: 'Hello world.', headings: [] }] } }

test('reads a file, and the next one in the same process', async () => {
  expect(await extractor.extract(hello, 'a.pdf')).toMatchObject(helloText)
  expect(await extractor.extract(docxFile('<w:p><w:r><w:t>Hi</w:t></w:r></w:p>'), 'b.docx')).toMatchObject({
    format: 'docx',
    extracted: { pages: [{ page: null, text: 'Hi' }] },
  })
  expect(started).toHaveLength(1)
  expect(hello.length).toBeGreaterThan(0)
})

test('reads files that come together one after the other, each with its own answer', async () => {
  const names = ['one', 'two', 'three', 'four']
  const results = await Promise.all(names.map((name) => extractor.extract(pdfOf([name]), 'a.pdf')))
  expect(results.map(({ extracted }) => extracted.pages[0]!.text)).toEqual(names)
})

describe('R4: a file that misbehaves is set aside, and the next one is read', () => {
  async function refusal(bytes: Uint8Array, name: string, deadlineMs?: number): Promise<unknown> {
    const options = deadlineMs === undefined ? {} : { deadlineMs }
    const error = await extractor.extract(bytes, name, options).catch((thrown: unknown) => thrown)
    expect(await extractor.extract(hello, 'a.pdf')).toMatchObject(helloText)
    return error
  }

  test('a file without end meets the deadline', async () => {
    const before = performance.now()
    expect(await refusal(endlessPdf(12), 'a.pdf', 1500)).toMatchObject({
      code: 'unreadable-document',
      message: 'Reading this file took too long, so it was set aside.',
    })
    expect(performance.now() - before).toBeLessThan(10_000)
  })

  test('a page that unpacks to 900 MB meets the memory watch', async () => {
    expect(await refusal(pdfWithContent(Buffer.alloc(900_000_000)), 'a.pdf')).toMatchObject({
      code: 'unreadable-document',
      message: 'Reading this file failed or needed too much memory, so it was set aside.',
    })
    expect(await started.at(-2)!.exited).toMatchObject({ signal: 'SIGKILL' })
  })

  test('a Word document that unpacks to 250 MB is refused before it is parsed', async () => {
    expect(await refusal(docxFile(Buffer.alloc(250_000_000)), 'a.docx')).toMatchObject({
      code: 'unreadable-document',
      message: 'The file unpacks to far more than a document holds, so it was set aside.',
    })
  })

  test('a process that dies is reported, not waited for', async () => {
    await extractor.extract(hello, 'a.pdf')
    const error = extractor.extract(endlessPdf(12), 'a.pdf').catch((thrown: unknown) => thrown)
    await sleep(200)
    await started.at(-1)!.kill()
    expect(await error).toMatchObject({ code: 'unreadable-document' })
    expect(await extractor.extract(hello, 'a.pdf')).toMatchObject(helloText)
  })

  test('a file beyond 100 MB is refused unread', async () => {
    expect(await refusal(new Uint8Array(100_000_001), 'a.txt')).toMatchObject({ code: 'unreadable-document' })
  })

  test('a process that dies between two files costs neither of them', async () => {
    await extractor.extract(hello, 'a.pdf')
    await started.at(-1)!.kill()
    expect(await extractor.extract(hello, 'a.pdf')).toMatchObject(helloText)
  })
})

describe('stopping', () => {
  test('an abort ends the reading and its process at once', async () => {
    const abort = new AbortController()
    const other = new Extractor()
    const error = other
      .extract(endlessPdf(12), 'a.pdf', { signal: abort.signal })
      .catch((thrown: unknown) => thrown)
    await sleep(300)
    const before = performance.now()
    abort.abort()
    expect(await error).toMatchObject({ code: 'cancelled' })
    expect(performance.now() - before).toBeLessThan(10_000)
    expect(await other.extract(hello, 'a.pdf')).toMatchObject(helloText)
    await other.close()
  })

  test('a file that waits for its turn is cancelled without waiting, and takes nothing from the others', async () => {
    const other = new Extractor()
    const abort = new AbortController()
    const slow = other
      .extract(endlessPdf(12), 'a.pdf', { deadlineMs: 1500 })
      .catch((thrown: unknown) => thrown)
    const waiting = other.extract(hello, 'a.pdf', { signal: abort.signal }).catch((thrown: unknown) => thrown)
    const last = other.extract(hello, 'a.pdf')
    abort.abort()
    const first = await Promise.race([slow.then(() => 'slow'), waiting.then(() => 'waiting')])
    expect(first).toBe('waiting')
    expect(await waiting).toMatchObject({ code: 'cancelled' })
    expect(await slow).toMatchObject({ code: 'unreadable-document' })
    expect(await last).toMatchObject(helloText)
    await other.close()
  })

  test('K4: closing ends the process, what it was reading and what was waiting', async () => {
    let child: ChildPort | undefined
    const other = new Extractor((entry, options) => (child = forkProcess(entry, options)))
    const reading = other.extract(endlessPdf(12), 'a.pdf').catch((thrown: unknown) => thrown)
    const waiting = other.extract(hello, 'a.pdf').catch((thrown: unknown) => thrown)
    await sleep(300)
    await other.close()
    expect(await child!.exited).toMatchObject({ signal: 'SIGKILL' })
    expect(await reading).toMatchObject({ code: 'locked' })
    expect(await waiting).toMatchObject({ code: 'locked' })
    await expect(other.extract(hello, 'a.pdf')).rejects.toMatchObject({ code: 'locked' })
  })
})

describe('the watchdog', () => {
  const stuck = new URL('./stuck-process.ts', import.meta.url)

  test('ends a process over the limit although its main thread is stuck', async () => {
    const child = forkProcess(stuck)
    child.send(1_000_000)
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL' })
  })

  test('leaves one below the limit alone', async () => {
    const child = forkProcess(stuck)
    child.send(8 * 1024 ** 3)
    expect(await Promise.race([child.exited, sleep(1500, 'running')])).toBe('running')
    await child.kill()
  })

  test.skipIf(process.platform !== 'linux')('ends a stuck extractor whose parent was killed', async () => {
    const parent = forkProcess(new URL('./abandoning-parent.ts', import.meta.url))
    const pid = await new Promise<unknown>((resolve) => parent.onMessage(resolve))
    if (typeof pid !== 'number') throw new TypeError('no process id')
    await sleep(1000)
    expect(isRunning(pid)).toBe(true)
    await parent.kill()
    for (let tries = 0; tries < 300 && isRunning(pid); tries++) await sleep(100)
    expect(isRunning(pid)).toBe(false)
  })

  function isRunning(pid: number): boolean {
    const stat = `/proc/${pid}/stat`
    return existsSync(stat) && !/\) [ZX]/u.test(readFileSync(stat, 'utf8'))
  }
})

describe('K1: the fence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-fence-'))
  writeFileSync(join(folder, 'secret'), 'x')

  async function probe(nodeOptions: readonly string[]): Promise<unknown> {
    const child = forkProcess(new URL('./fence-probe.ts', import.meta.url), { nodeOptions })
    const answer = new Promise<unknown>((resolve) => child.onMessage(resolve))
    child.send({ folder, program: process.execPath })
    const told = await answer
    await child.kill()
    return told
  }

  test('refuses writing, reading outside the program, processes, native code and code from strings', async () => {
    expect(await probe(extractorOptions())).toEqual({
      write: 'ERR_ACCESS_DENIED',
      read: 'ERR_ACCESS_DENIED',
      spawn: 'ERR_ACCESS_DENIED',
      native: 'ERR_DLOPEN_DISABLED',
      code: 'EvalError',
      own: 'done',
    })
    expect(existsSync(join(folder, 'written'))).toBe(false)
  })

  test('is what refuses them: without it they pass', async () => {
    expect(await probe([])).toMatchObject({ write: 'done', read: 'done', spawn: 'done', code: 'done' })
  })

  test('N1: the process is started with the fence, and without any way to open a debugger', () => {
    const seen: (readonly string[])[] = []
    const other = new Extractor((_entry, options) => {
      seen.push(options?.nodeOptions ?? [])
      throw new Error('not started')
    })
    return expect(other.extract(hello, 'a.pdf'))
      .rejects.toThrow('not started')
      .then(() => {
        expect(seen).toEqual([extractorOptions()])
        expect(seen[0]!.join(' ')).not.toContain('inspect')
      })
  })
})
