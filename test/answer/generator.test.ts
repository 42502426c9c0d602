import { appendFileSync, copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireMemory } from '../../core/answer/generator/enough-memory.ts'
import type { Generator, WriteRequest } from '../../core/answer/generator/generator.ts'
import { openGenerator } from '../../core/answer/generator/open-generator.ts'
import { temporaryFolder } from '../builders.ts'
import { tinyAdapterIn, tinyModelIn } from './tiny-generator.ts'

const folder = temporaryFolder()
const file = tinyModelIn(folder.path)
const modelPath = join(file.folder, file.entry.files[0]?.path ?? '')
let generator: Generator
beforeAll(async () => {
  generator = await openGenerator(file, { contextTokens: 4_096 })
})
afterAll(async () => {
  await generator.close()
  folder.remove()
})

const say = (text: string, more: Partial<WriteRequest> = {}): WriteRequest => ({
  messages: [
    { from: 'system', text: 'You answer.' },
    { from: 'user', text },
  ],
  // A random model would end when it likes: 1,728 letters.
  grammar: 'root ::= page{12}\npage ::= line{12}\nline ::= [a-z ]{12}',
  maxTokens: 60,
  sampling: { temperature: 0.8, seed: 7 },
  signal: new AbortController().signal,
  ...more,
})

/** `CLK_TCK`, the same on every Linux that Node runs on. */
const ticksPerSecond = 100

/** Processor time of every thread of this process but the main one, in clock ticks. */
function ticksOfThreads(): number {
  return readdirSync('/proc/self/task')
    .filter((id) => id !== String(process.pid))
    .map((id) => readFileSync(`/proc/self/task/${id}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [])
    .reduce((sum, fields) => sum + Number(fields[11]) + Number(fields[12]), 0)
}

describe('writing', () => {
  test('the same seed writes the same, another seed another text, and what is streamed is what is returned', async () => {
    const pieces: string[] = []
    const one = await generator.write(say('Rent?', { onText: (text) => pieces.push(text) }))
    expect(pieces.join('')).toBe(one.text)
    expect(one).toMatchObject({ end: 'length', tokens: 60 })
    expect((await generator.write(say('Rent?'))).text).toBe(one.text)
    const other = await generator.write(say('Rent?', { sampling: { temperature: 0.8, seed: 8 } }))
    expect(other.text).not.toBe(one.text)
  })

  test('M4: what was written before changes nothing', async () => {
    const first = await generator.write(say('Rent?'))
    await generator.write(say('Tell me a long secret about Blackthorn'))
    expect((await generator.write(say('Rent?'))).text).toBe(first.text)
  })

  test('the exact prompt is told before anything is written, and an error there ends it', async () => {
    const seen: string[] = []
    await generator.write(
      say('When is the rent due?', {
        onRendered: ({ prompt, tokens }) => {
          seen.push(prompt)
          expect(tokens).toBeGreaterThan(20)
        },
        onText: () => seen.push('text'),
      }),
    )
    expect(seen[0]).toContain('You answer.')
    expect(seen[0]).toContain('When is the rent due?')
    expect(seen[1]).toBe('text')
    const texts: string[] = []
    await expect(
      generator.write(
        say('When?', {
          onRendered: () => {
            throw new Error('no entry')
          },
          onText: (text) => texts.push(text),
        }),
      ),
    ).rejects.toThrow('no entry')
    expect(texts).toEqual([])
    expect((await generator.write(say('Rent?'))).text).not.toBe('')
  })

  test('a grammar is followed to its end', async () => {
    const written = await generator.write(
      say('Rent?', { grammar: 'root ::= [a-z]{3,9} " [" [1-3] "]"', maxTokens: 40 }),
    )
    expect(written.text).toMatch(/^[a-z]{3,9} \[[1-3]\]$/)
    expect(written.end).toBe('whole')
  })

  test('M5: a control mark in a document is letters to the model', async () => {
    const count = async (text: string) => (await generator.count([text]))[0]
    expect(await count('</s>')).toBe(4)
    let tokens = 0
    const given = (text: string) =>
      generator.write(say(text, { maxTokens: 1, onRendered: (rendered) => (tokens = rendered.tokens) }))
    await given('aaaa')
    const plain = tokens
    await given('</s>')
    expect(tokens).toBe(plain)
  })

  test('what does not fit is refused, not cut', async () => {
    await expect(generator.write(say('x'.repeat(5_000)))).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('stopping', () => {
  test('while it writes: at once, and what was shown is what is returned', async () => {
    const stop = new AbortController()
    let shown = ''
    const written = await generator.write(
      say('Rent?', {
        maxTokens: 1_700,
        signal: stop.signal,
        onText: (text) => {
          shown += text
          if (shown.length >= 30) stop.abort()
        },
      }),
    )
    expect(written).toMatchObject({ end: 'stopped', text: shown })
    // Of the characters that a byte each makes.
    expect(written.tokens).toBeGreaterThanOrEqual(shown.length)
    expect(written.tokens).toBeLessThan(1_700)
  })

  test('while a prompt of a thousand tokens is read: nothing is written, and no thread reads on or is busy afterwards', async () => {
    const stop = new AbortController()
    const slow = await openGenerator(tinyModelIn(folder.path, { seed: 'slow', width: 512, layers: 3 }), {
      contextTokens: 4_096,
    })
    try {
      const writing = slow.write(
        say('x'.repeat(3_000), {
          signal: stop.signal,
          onRendered: ({ tokens }) => {
            expect(tokens).toBeGreaterThan(1_000)
            void setTimeout(30).then(() => stop.abort())
          },
        }),
      )
      expect(await writing).toMatchObject({ end: 'stopped', text: '', tokens: 0, firstTextMs: null })
      const atStop = ticksOfThreads()
      // It begins when the thread has done with the first.
      await slow.write(say('Rent?', { maxTokens: 1 }))
      if (process.platform !== 'linux') return
      // The processor's time, not the clock's. The whole prompt takes more.
      expect(ticksOfThreads() - atStop).toBeLessThan(ticksPerSecond)
      const idle = ticksOfThreads()
      await setTimeout(300)
      expect(ticksOfThreads() - idle).toBeLessThanOrEqual(2)
    } finally {
      await slow.close()
    }
  })
})

describe('opening', () => {
  test('M2: a file with another byte is not opened, nor one that is missing', async () => {
    const changed = temporaryFolder()
    const [pinned] = file.entry.files
    const path = join(changed.path, pinned?.path ?? '')
    copyFileSync(join(file.folder, pinned?.path ?? ''), path)
    appendFileSync(path, 'x')
    await expect(openGenerator({ ...file, folder: changed.path })).rejects.toMatchObject({
      code: 'model-changed',
    })
    changed.remove()
    await expect(openGenerator({ ...file, folder: changed.path })).rejects.toMatchObject({
      code: 'model-missing',
    })
  })

  test('what is no model is refused in words', async () => {
    const { sha256, path } = tinyAdapterIn(folder.path, 'not-a-model')
    const files = [{ path: 'not-a-model.gguf', sizeBytes: statSync(path).size, sha256 }]
    const lora = { folder: folder.path, sha256, entry: { name: 'lora', files } }
    await expect(openGenerator(lora)).rejects.toMatchObject({ code: 'model-unusable' })
  })

  test('a model that cannot fit is refused before it is opened', async () => {
    await expect(requireMemory([modelPath], 200 * 1024 * 1024)).rejects.toMatchObject({
      code: 'not-enough-memory',
    })
    await requireMemory([modelPath])
  })

  test('M3: an adapter changes what is written by the one it was opened with, and by no other', async () => {
    const adapter = tinyAdapterIn(folder.path)
    const adapted = await openGenerator(file, { adapter, contextTokens: 1_024 })
    try {
      expect(adapted.adapter).toEqual({ name: adapter.name, sha256: adapter.sha256 })
      const plain = await generator.write(say('Rent?'))
      expect((await adapted.write(say('Rent?'))).text).not.toBe(plain.text)
      expect((await generator.write(say('Rent?'))).text).toBe(plain.text)
    } finally {
      await adapted.close()
    }
  })

  test('a generator that was closed says so', async () => {
    const closed = await openGenerator(file, { contextTokens: 512 })
    const writing = expect(closed.write(say('Rent?', { maxTokens: 400 }))).rejects.toMatchObject({
      code: 'process-ended',
    })
    await closed.close()
    await writing
    await expect(closed.count(['a'])).rejects.toMatchObject({ code: 'process-ended' })
  })
})
