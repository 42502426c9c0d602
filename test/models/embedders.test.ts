import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Embedder } from '../../core/embed/embedder.ts'
import { openEmbedder } from '../../core/embed/worker-embedder.ts'
import { openReranker } from '../../core/embed/worker-reranker.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { installedEmbedder, installedReranker } from './installed.ts'

const folder = temporaryFolder()
const words = ['rent', 'due', 'may', 'shop', 'query', 'passage', 'alpha', 'beta']
const open: { close(): Promise<void> }[] = []
afterAll(async () => {
  await Promise.all(open.map(async (one) => await one.close()))
  folder.remove()
})

async function embedder(answers: Parameters<typeof installedEmbedder>[2]): Promise<Embedder> {
  const {
    folder: at,
    entry,
    identities,
  } = await installedEmbedder(folder.path, { seed: 'bert', words }, answers)
  const opened = await openEmbedder(at, entry, identities)
  open.push(opened)
  return opened
}

async function vectorOf(by: Embedder, text: string, kind: 'query' | 'passage' = 'passage') {
  const [vector] = await by.embed([text], kind)
  return vector!
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0)

describe('a BERT-shaped embedder on the real runtime', () => {
  test('each pooling gives another unit vector; the first token hangs on what follows, the mean on all', async () => {
    const vectors: Float32Array[] = []
    for (const pooling of ['mean', 'cls', 'last'] as const) {
      const by = await embedder({ pooling })
      const vector = await vectorOf(by, 'the rent is due')
      expect(vector.length).toBe(32)
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
      expect(cosine(vector, await vectorOf(by, 'The RENT is due'))).toBeCloseTo(1, 5)
      vectors.push(vector)
    }
    const [mean, cls, last] = vectors
    for (const [a, b] of [
      [mean, cls],
      [cls, last],
      [mean, last],
    ] as const)
      expect(cosine(a!, b!)).toBeLessThan(0.999)
  })

  test('the prefix is what stands before the text, another for a question and for a passage', async () => {
    const plain = await embedder({})
    const e5 = await embedder({ prefix: { query: 'query: ', passage: 'passage: ' } })
    expect(cosine(await vectorOf(e5, 'rent', 'query'), await vectorOf(plain, 'query: rent'))).toBeCloseTo(
      1,
      5,
    )
    expect(cosine(await vectorOf(e5, 'rent'), await vectorOf(plain, 'passage: rent'))).toBeCloseTo(1, 5)
    expect(cosine(await vectorOf(e5, 'rent'), await vectorOf(e5, 'rent', 'query'))).toBeLessThan(0.999)
  })

  test('what is longer than the model reads is cut, also where the entry says less than the tokenizer', async () => {
    const short = await embedder({ maxTokens: 8 })
    const [one, other] = ['beta ', 'rent '].map((tail) => 'alpha '.repeat(8) + tail.repeat(20))
    expect(cosine(await vectorOf(short, one!), await vectorOf(short, other!))).toBeCloseTo(1, 5)
    const long = await embedder({})
    expect(cosine(await vectorOf(long, one!), await vectorOf(long, other!))).toBeLessThan(0.99)
  })

  test('another dimension than the entry says is refused, not cut', async () => {
    for (const dimension of [16, 64]) {
      const by = await embedder({ dimension })
      await expectRefusal(async () => await vectorOf(by, 'rent'), 'internal')
    }
  })

  test('M2: a changed byte is refused at load, and what has changed its identity is hashed again', async () => {
    const model = await installedEmbedder(folder.path, { seed: 'pinned', words })
    const path = join(model.folder, 'config.json')
    const { size } = (await import('node:fs')).statSync(path)
    writeFileSync(path, ' '.repeat(size))
    await expectRefusal(
      async () => await openEmbedder(model.folder, model.entry, model.identities),
      'model-changed',
    )
  })
})

describe('a cross-encoder on the real runtime', () => {
  test('scores each passage beside the question, and gives up when it is told to', async () => {
    const { folder: at, entry } = await installedReranker(folder.path, { seed: 'cross', words })
    const reranker = await openReranker(at, entry)
    open.push(reranker)
    const [both, one, none] = await reranker.score('rent due', ['the rent due', 'rent', 'alpha beta'])
    expect(both).toBeGreaterThan(one!)
    expect(one).toBeGreaterThan(none!)
    const stop = new AbortController()
    const scoring = reranker.score('rent', Array<string>(500).fill('rent due'), stop.signal)
    stop.abort()
    await expectRefusal(async () => await scoring, 'cancelled')
    expect(await reranker.score('rent', ['rent'])).toHaveLength(1)
  })
})
