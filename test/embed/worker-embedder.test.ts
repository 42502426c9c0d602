import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Embedder } from '../../core/embed/embedder.ts'
import { openEmbedder } from '../../core/embed/worker-embedder.ts'
import { embedderEntry } from '../../core/models/catalogue.ts'
import { builtInFolder } from './built-in-folder.ts'

const entry = embedderEntry('built-in')
const passage =
  'Either party may end this agreement by giving ninety days of written notice to the other, and the supplier shall then return all goods. '
let folder: string
let embedder: Embedder
let scratch: string

beforeAll(async () => {
  folder = await builtInFolder()
  embedder = await openEmbedder(folder, entry)
  scratch = await mkdtemp(join(tmpdir(), 'bulkhead-embed-'))
})
afterAll(async () => {
  await embedder.close()
  await rm(scratch, { recursive: true, force: true })
})

async function similarity(first: string, second: string): Promise<number> {
  const [a, b] = await embedder.embed([first, second], 'query')
  return dot(a!, b!)
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0)
}

describe('vectors', () => {
  test('have length 1 and the dimension of the model, one a text, in order', async () => {
    const texts = Array.from({ length: 20 }, (_, at) => `invoice number ${at}`)
    const together = await embedder.embed(texts, 'passage')
    expect(together).toHaveLength(20)
    for (const [at, text] of texts.entries()) {
      const [alone] = await embedder.embed([text], 'passage')
      expect(together[at]).toEqual(alone)
      expect(together[at]).toHaveLength(entry.dimension)
      expect(dot(alone!, alone!)).toBeCloseTo(1, 5)
    }
  })

  test.each([
    ['inflected forms', 'connected agreement', 'connections agreements'],
    ['accents and case', 'Café Zürich', 'cafe zurich'],
    ['the order of words', 'notice of termination', 'termination notice of'],
  ])('of %s are the same', async (_, first, second) => {
    expect(await similarity(first, second)).toBeGreaterThan(0.999)
  })

  test.each([
    ['names', 'Kowalskiewicz', 'Kowalczykowna'],
    ['numbers', '48213', '48219'],
    ['vowel signs in Hindi', 'दिन', 'दीन'],
    ['vowel signs at the end', 'लड़का', 'लड़की'],
    ['alphabets without a word list', 'Договор', 'Счёт'],
  ])('of different %s differ', async (_, first, second) => {
    expect(await similarity(first, second)).toBeLessThan(0.7)
    expect(await similarity(first, `${first} ${first}`)).toBeGreaterThan(0.999)
  })

  test('put a name, a number or a Hindi word nearest to the text that has it', async () => {
    const passages = [
      'The rent of Kowalskiewicz is due',
      'Invoice 48213 was paid',
      'समझौता नब्बे दिनों में समाप्त होगा',
    ]
    const vectors = await embedder.embed(passages, 'passage')
    const queries = await embedder.embed(['Kowalskiewicz', 'who paid 48213?', 'समझौते का दिन'], 'query')
    for (const [at, query] of queries.entries()) {
      const scores = vectors.map((vector) => dot(query, vector))
      expect(scores.indexOf(Math.max(...scores))).toBe(at)
    }
  })

  test('R1, M1: do not depend on anything embedded before', async () => {
    const [before] = await embedder.embed([passage], 'passage')
    await embedder.embed(
      Array.from({ length: 50 }, (_, at) => `agreement notice supplier ${at}`),
      'passage',
    )
    expect((await embedder.embed([passage], 'passage'))[0]).toEqual(before)
  })

  test.each([
    ['an empty text', ''],
    ['spaces', '  \n\t '],
    ['a script without pieces', '日本語'],
    ['half a surrogate pair', 'a\ud83d'],
    ['a word of a million letters', 'x'.repeat(1_000_000)],
    ['control characters', '\0\u0001\ufeff'],
    ['the names of special tokens', '[CLS] [UNK] [PASSAGE] ##ing'],
  ])('of %s are finite and of length 1', async (_, text) => {
    for (const kind of ['query', 'passage'] as const) {
      const [vector] = await embedder.embed([text], kind)
      expect(dot(vector!, vector!)).toBeCloseTo(1, 5)
    }
  })

  test('of a long text are those of its beginning', async () => {
    const start = passage.repeat(40)
    const [long, longer] = await embedder.embed([start, `${start} ${'zebra '.repeat(500)}`], 'passage')
    expect(longer).toEqual(long)
  })
})

test('the event loop goes on while 500 texts are embedded', async () => {
  const texts = Array.from({ length: 500 }, (_, at) => `${passage.repeat(6)} ${at}`)
  let ticks = 0
  const timer = setInterval(() => (ticks += 1), 10)
  await embedder.embed(texts, 'passage')
  clearInterval(timer)
  // Where they were embedded in between, there would be none.
  expect(ticks).toBeGreaterThan(5)
})

test('a query overtakes passages that are waiting', async () => {
  const order: string[] = []
  const slow = embedder
    .embed(
      Array.from({ length: 400 }, () => passage),
      'passage',
    )
    .then(() => order.push('passages'))
  const fast = embedder.embed(['notice'], 'query').then(() => order.push('query'))
  await Promise.all([slow, fast])
  expect(order).toEqual(['query', 'passages'])
})

test('a cancelled call says so at once, and the next one is answered', async () => {
  const controller = new AbortController()
  const call = embedder.embed(
    Array.from({ length: 5000 }, () => passage),
    'passage',
    controller.signal,
  )
  controller.abort()
  await expect(call).rejects.toMatchObject({ code: 'cancelled' })
  await expect(embedder.embed(['notice'], 'query', controller.signal)).rejects.toMatchObject({
    code: 'cancelled',
  })
  expect(await embedder.embed([], 'query')).toEqual([])
  const started = performance.now()
  await embedder.embed(['notice'], 'passage')
  expect(performance.now() - started).toBeLessThan(1000)
})

describe('the worker', () => {
  test('tells waiting calls when it ends by itself', async () => {
    let worker: Worker | undefined
    process.once('worker', (started: Worker) => (worker = started))
    const mortal = await openEmbedder(folder, entry)
    const call = mortal.embed(
      Array.from({ length: 2000 }, () => passage),
      'passage',
    )
    const outcome = expect(call).rejects.toMatchObject({ code: 'process-ended' })
    await worker?.terminate()
    await outcome
    await expect(mortal.embed(['notice'], 'query')).rejects.toMatchObject({ code: 'process-ended' })
    await mortal.close()
  })

  test('tells waiting calls when it is closed', async () => {
    const closed = await openEmbedder(folder, entry)
    const outcome = expect(closed.embed([passage], 'passage')).rejects.toMatchObject({
      code: 'process-ended',
    })
    await closed.close()
    await outcome
  })

  test('M2: does not start on a model with a changed byte', async () => {
    const copy = join(scratch, 'changed')
    await cp(folder, copy, { recursive: true })
    const path = join(copy, 'onnx', 'model.onnx')
    const bytes = await readFile(path)
    bytes[bytes.length - 1]! ^= 1
    await writeFile(path, bytes)
    await expect(openEmbedder(copy, entry)).rejects.toMatchObject({ code: 'model-changed' })
  })

  test('N1: fails on a file that is not there, and looks for it nowhere else', async () => {
    const copy = join(scratch, 'incomplete')
    await cp(folder, copy, { recursive: true })
    await rm(join(copy, 'tokenizer.json'))
    const files = entry.files.filter((file) => file.path !== 'tokenizer.json')
    await expect(openEmbedder(copy, { ...entry, files })).rejects.toMatchObject({ code: 'internal' })
  })

  test('says so when the runtime does not take a pinned model', async () => {
    const copy = join(scratch, 'nonsense')
    await cp(folder, copy, { recursive: true })
    const nonsense = Buffer.from('not a model')
    await writeFile(join(copy, 'onnx', 'model.onnx'), nonsense)
    const sha256 = createHash('sha256').update(nonsense).digest('hex')
    const files = entry.files.map((file) =>
      file.path === 'onnx/model.onnx' ? { ...file, sha256, sizeBytes: nonsense.length } : file,
    )
    await expect(openEmbedder(copy, { ...entry, files })).rejects.toMatchObject({ code: 'internal' })
  })
})
