import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Main, MainCaller } from '../../core/host/main.ts'
import { Main as RealMain } from '../../core/host/main.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { tinyLlama } from '../../models/tiny-llama.ts'
import { tinyEmbedder, tinyReranker } from '../../models/tiny-bert.ts'
import { temporaryFolder } from '../builders.ts'
import { leastStretch } from '../keys/least-stretch.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { writeModel } from './model-files.ts'

const folder = temporaryFolder()
const home = new Home(join(folder.path, 'home'))
const bytes = (text: string) => new TextEncoder().encode(text)
const words = ['rent', 'is', 'due', 'the', 'of', 'may']
let main: Main
let client: MainCaller

beforeAll(async () => {
  main = new RealMain(home, forkProcess)
  client = main.client()
  await createFirm(
    home,
    {
      name: 'Firm',
      staff: 'Ana',
      keyStore: 'passphrase',
      passphrase: bytes('four quiet otters under a bridge'),
    },
    leastStretch(),
  )
  await signIn()
})
afterAll(async () => {
  await main.close()
  folder.remove()
})

async function signIn(): Promise<void> {
  await client.call('firm.signIn', { staff: null, passphrase: bytes('four quiet otters under a bridge') })
}

function ggufFile(name = 'tiny.gguf', content = tinyLlama({ seed: name })): string {
  const path = join(folder.path, name)
  writeFileSync(path, content)
  return path
}

const installed = async () => (await client.call('models.list', {})).installed

describe('taking a model in from files', () => {
  test('a GGUF file: looked at, copied, hashed, pinned; read-only, and under a random name', async () => {
    const path = ggufFile()
    main.offerModelFiles([path])
    const found = await client.call('models.inspect', { paths: [path] })
    expect(found).toMatchObject({ task: 'generate', name: 'tiny', fit: 'fits', embedder: null })
    expect(found.sizeBytes).toBe(statSync(path).size)
    const copied: number[] = []
    const { id } = await client.call(
      'models.importFile',
      { paths: [path], name: 'tiny', licence: 'Apache-2.0' },
      { onEvent: (event, said) => event === 'models.copied' && copied.push(said.doneBytes) },
    )
    expect(copied.at(-1)).toBe(found.sizeBytes)
    expect(await installed()).toMatchObject([
      { id, name: 'tiny', task: 'generate', licence: 'Apache-2.0', origin: 'file', problem: null },
    ])
    const file = join(home.modelFolder(id), 'tiny.gguf')
    expect(readFileSync(file).equals(readFileSync(path))).toBe(true)
    expect(statSync(file).mode & 0o222).toBe(0)
    await expectRefusal(
      async () => await client.call('models.importFile', { paths: [path], name: 'again', licence: 'MIT' }),
      'already-exists',
    )
    expect(readdirSync(home.modelsFolder)).toEqual([id])
  })

  test('S2: only what a person has picked is read', async () => {
    const path = ggufFile('unpicked.gguf')
    await expectRefusal(async () => await client.call('models.inspect', { paths: [path] }), 'bad-input')
    await expectRefusal(
      async () => await client.call('models.importFile', { paths: [path], name: 'x', licence: 'MIT' }),
      'bad-input',
    )
  })

  test('an embedder’s folder says how it pools and what it wants before a text', async () => {
    const path = writeModel(
      join(folder.path, 'Own Model'),
      tinyEmbedder({ seed: 'a', words, pooling: 'last', prefix: { query: 'q: ', passage: 'p: ' } }),
    )
    main.offerModelFiles([path])
    expect(await client.call('models.inspect', { paths: [path] })).toMatchObject({
      task: 'embed',
      name: 'own-model',
      embedder: {
        dimension: 32,
        maxTokens: 64,
        pooling: 'last',
        prefix: { query: 'q: ', passage: 'p: ' },
      },
    })
  })

  test('where the files are silent a known family is recognised, and otherwise a person is asked', async () => {
    for (const [name, pooling, prefix] of [
      ['my-e5-small', 'mean', { query: 'query: ', passage: 'passage: ' }],
      ['bge-tiny', 'cls', null],
      ['unheard-of', null, null],
    ] as const) {
      const path = writeModel(join(folder.path, name), tinyEmbedder({ seed: name, words }))
      main.offerModelFiles([path])
      const { embedder } = await client.call('models.inspect', { paths: [path] })
      expect(embedder, name).toMatchObject({ pooling, prefix })
    }
    const paths = [join(folder.path, 'unheard-of')]
    await expectRefusal(
      async () => await client.call('models.importFile', { paths, name: 'x', licence: 'MIT' }),
      'bad-input',
    )
  })

  test('a reranker is told from an embedder, and files that are no model are refused in words', async () => {
    const reranker = writeModel(join(folder.path, 'cross'), tinyReranker({ seed: 'r', words }))
    const half = writeModel(join(folder.path, 'half'), tinyEmbedder({ seed: 'h', words }))
    const cut = ggufFile('cut.gguf', tinyLlama({ seed: 'cut' }).slice(0, 50_000))
    const noise = ggufFile('noise.gguf', bytes('this is not a model at all, however it is called'))
    main.offerModelFiles([folder.path])
    expect(await client.call('models.inspect', { paths: [reranker] })).toMatchObject({ task: 'rerank' })
    expect(
      await client.call('models.inspect', {
        paths: ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'].map((file) =>
          join(half, file),
        ),
      }),
    ).toMatchObject({ task: 'embed' })
    for (const [paths, words_] of [
      [[join(half, 'onnx')], /config\.json, tokenizer\.json and|are missing/],
      [[cut], /cut off/],
      [[noise], /not a GGUF file/],
      [[join(half, 'config.json')], /are missing/],
    ] as const)
      await expect(client.call('models.inspect', { paths: [...paths] })).rejects.toThrow(words_)
  })
})

describe('M2: what is installed stays what was pinned', () => {
  test('a changed byte shows in the list; a moved file that is the same does not', async () => {
    const path = ggufFile('pinned.gguf')
    main.offerModelFiles([path])
    const { id } = await client.call('models.importFile', { paths: [path], name: 'pinned', licence: 'MIT' })
    const file = join(home.modelFolder(id), 'pinned.gguf')
    const problem = async () => (await installed()).find((model) => model.id === id)?.problem
    utimesSync(file, 1, 1)
    expect(await problem()).toBe(null)
    chmodSync(file, 0o600)
    const content = readFileSync(file)
    content[content.length - 1]! ^= 1
    writeFileSync(file, content)
    expect(await problem()).toMatch(/not what they were/)
    content[content.length - 1]! ^= 1
    writeFileSync(file, content)
    expect(await problem()).toBe(null)
    await client.call('models.remove', { id })
    expect(existsSync(home.modelFolder(id))).toBe(false)
    await expectRefusal(async () => await client.call('models.remove', { id }), 'not-found')
  })

  test('what a crash left behind is gone after the next sign-in; what is pinned stays', async () => {
    const [kept] = readdirSync(home.modelsFolder)
    writeModel(join(home.modelsFolder, `${'0'.repeat(32)}.import`), new Map([['a', bytes('half')]]))
    writeModel(join(home.modelsFolder, '1'.repeat(32)), new Map([['a', bytes('never pinned')]]))
    await client.call('firm.signOut', {})
    await signIn()
    expect(readdirSync(home.modelsFolder)).toEqual([kept])
  })
})
