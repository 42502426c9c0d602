import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getLlama, type Llama, LlamaLogLevel, type LlamaModel, type Token } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tinyLlama, tinyLora } from '../../models/tiny-llama.ts'
import { temporaryFolder } from '../builders.ts'

const folder = temporaryFolder()
const file = join(folder.path, 'tiny.gguf')
const adapter = join(folder.path, 'adapter.gguf')
let llama: Llama
let model: LlamaModel

beforeAll(async () => {
  writeFileSync(file, tinyLlama({ seed: 'one' }))
  writeFileSync(adapter, tinyLora({ seed: 'other' }))
  llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: 1,
    logLevel: LlamaLogLevel.disabled,
  })
  model = await llama.loadModel({ modelPath: file })
})
afterAll(async () => {
  await llama.dispose()
  folder.remove()
})

async function written(lora?: string): Promise<string> {
  const context = await model.createContext({ contextSize: 512, ...(lora ? { lora } : {}) })
  const tokens: Token[] = []
  const prompt = model.tokenize('The rent is')
  for await (const token of context.getSequence().evaluate(prompt, { temperature: 0.7, seed: 5 })) {
    tokens.push(token)
    if (tokens.length === 40) break
  }
  await context.dispose()
  return tokens.join(' ')
}

test('the same bytes on every machine, others for another seed', () => {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  expect(sha256(tinyLlama({ seed: 'one' }))).toBe(sha256(tinyLlama({ seed: 'one' })))
  expect(sha256(tinyLlama({ seed: 'two' }))).not.toBe(sha256(tinyLlama({ seed: 'one' })))
  expect(tinyLlama({ seed: 'one' }).length).toBeLessThan(420_000)
})

test('the real runtime takes it, and any text comes back from its tokens byte by byte', () => {
  const text = 'Rent: £1,200 – किराया \u{1f3e0}\n\t\u0001'
  expect(model.detokenize(model.tokenize(text))).toBe(text)
  expect(model.fileInsights.trainContextSize).toBe(8_192)
})

test('the real runtime takes the adapter, which changes what is written, and the same seed writes the same', async () => {
  const plain = await written()
  expect(await written()).toBe(plain)
  const adapted = await written(adapter)
  expect(adapted).not.toBe(plain)
  expect(await written(adapter)).toBe(adapted)
})

test('one that was told what to say says it', async () => {
  const said = join(folder.path, 'said.gguf')
  writeFileSync(said, tinyLlama({ seed: 'said', says: ['\nBlackthorn [1]'] }))
  const parrot = await llama.loadModel({ modelPath: said })
  const context = await parrot.createContext({ contextSize: 512 })
  const tokens: Token[] = []
  for await (const token of context
    .getSequence()
    .evaluate(parrot.tokenize('Who?\n'), { temperature: 0.2, seed: 5 })) {
    tokens.push(token)
    if (tokens.length === 40) break
  }
  await context.dispose()
  expect(parrot.detokenize(tokens)).toBe('Blackthorn [1]')
})
