import { createHash } from 'node:crypto'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ModelEntry } from '../../core/contract/model.ts'
import { verifyModel } from '../../core/models/verify-model.ts'

const bytes = Buffer.from('weights of a model')
const entry: ModelEntry = {
  task: 'generate',
  name: 'small',
  licence: 'MIT',
  sizeBytes: bytes.length,
  source: 'a test',
  languages: [],
  memoryBytes: 1,
  files: [
    { path: 'model.gguf', sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
  ],
}
let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulkhead-model-'))
  path = join(folder, 'model.gguf')
  await writeFile(path, bytes)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('M2: a model is opened only as it was pinned', () => {
  test('the very bytes pass', async () => {
    await expect(verifyModel(folder, entry)).resolves.toMatchObject([{ size: String(bytes.length) }])
  })

  test.each([...bytes.keys()])('a changed byte %i is refused', async (at) => {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    await writeFile(path, changed)
    await expect(verifyModel(folder, entry)).rejects.toMatchObject({ code: 'model-changed' })
  })

  test('a shorter, a longer and an empty file are refused', async () => {
    for (const length of [bytes.length - 1, 0, bytes.length + 1]) {
      await truncate(path, length)
      await expect(verifyModel(folder, entry)).rejects.toMatchObject({ code: 'model-changed' })
    }
  })

  test('a missing file is told apart, also where a folder has its name', async () => {
    await rm(path)
    await expect(verifyModel(folder, entry)).rejects.toMatchObject({ code: 'model-missing' })
    await expect(verifyModel(join(folder, 'none'), entry)).rejects.toMatchObject({ code: 'model-missing' })
  })
})
