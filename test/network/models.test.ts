import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ModelEntry } from '../../core/contract/model.ts'
import type { Offer } from '../../core/models/catalogue.ts'
import { tinyEmbedder, tinyReranker } from '../../models/tiny-bert.ts'
import { tinyLlama } from '../../models/tiny-llama.ts'
import { temporaryFolder } from '../builders.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { ModelServer } from '../models/model-server.ts'
import { traced } from './traced.ts'

const journey = fileURLToPath(new URL('./models-journey.ts', import.meta.url))
const hasStrace = spawnSync('strace', ['-V']).status === 0
const folder = temporaryFolder()
const server = new ModelServer()
const words = ['rent', 'monthly', 'pounds']
const contents = {
  embedder: tinyEmbedder({ seed: 'embedder', words }),
  reranker: tinyReranker({ seed: 'reranker', words }),
  generator: new Map([['tiny.gguf', tinyLlama({ seed: 'generator' })]]),
}

/** As the catalogue has one, on a server of the test's. */
function offerOf(name: keyof typeof contents): Offer {
  const files = [...contents[name]].map(([path, content]) => ({
    path,
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }))
  const common = {
    name,
    licence: 'MIT',
    languages: [],
    memoryBytes: 1,
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    source: `https://models.test/${name}/`,
    files,
  }
  const model: Record<keyof typeof contents, ModelEntry> = {
    embedder: {
      task: 'embed',
      ...common,
      dimension: 32,
      maxTokens: 64,
      pooling: 'mean',
      dtype: 'fp32',
      prefix: { query: '', passage: '' },
      searchWeight: 1,
    },
    reranker: { task: 'rerank', ...common, maxTokens: 64, dtype: 'fp32' },
    generator: { task: 'generate', ...common },
  }
  return { about: 'A model.', hashesFrom: 'A test.', hosts: ['models.test'], model: model[name] }
}

describe.skipIf(process.platform !== 'linux' || !hasStrace)('the network', () => {
  beforeAll(async () => {
    await builtInFolder()
    await server.start()
  })
  afterAll(async () => {
    await server.stop()
    folder.remove()
  })

  test('N1: models are installed over connections of main to the server alone; embedder, reranker and generator open none', async () => {
    const names = ['embedder', 'reranker', 'generator'] as const
    server.serve(
      new Map(
        names.flatMap((name) => [...contents[name]].map(([path, content]) => [`/${name}/${path}`, content])),
      ),
    )
    const offers = join(folder.path, 'offers.json')
    writeFileSync(offers, JSON.stringify(names.map(offerOf)))
    const run = await traced(['--disable-sigusr1', journey, folder.path, String(server.port), offers])
    expect(run.output).not.toContain('Error')
    expect(run.exitCode).toBe(0)
    const said = JSON.parse(run.output.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
    expect(said).toMatchObject({ embedder: 'embedder', reranker: 'reranker', reply: 'written' })

    // Every one of main's first thread: none of another thread, and so none of another process.
    expect(new Set(run.networkCalls.map((line) => line.split(' ')[0]))).toEqual(
      new Set([String(said['main'])]),
    )
    const connected = run.networkCalls.filter((line) => line.includes(' connect('))
    expect(connected.length).toBeGreaterThan(0)
    const toServer = new RegExp(
      `sin_port=htons\\(${server.port}\\), sin_addr=inet_addr\\("127\\.0\\.0\\.1"\\)`,
    )
    expect(connected.filter((line) => !toServer.test(line))).toEqual([])
    expect(
      run.networkCalls.filter((line) => /\b(?:bind|listen|accept4?|sendto|sendmsg)\(/.test(line)),
    ).toEqual([])
  }, 300_000)
})
