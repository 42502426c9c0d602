import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { embedderEntry } from '../../core/models/catalogue.ts'
import { verifyModel } from '../../core/models/verify-model.ts'
import { buildBuiltInEmbedder, builtInEmbedderFiles } from '../../models/build-built-in-embedder.ts'

const entry = embedderEntry('built-in')
let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'bulkhead-built-in-'))
})
afterAll(() => rm(scratch, { recursive: true, force: true }))

test('M2: the script makes the bytes that the catalogue pins', () => {
  const made = [...builtInEmbedderFiles()].map(([path, content]) => ({
    path,
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }))
  expect(made).toEqual(entry.files)
})

test('two builds at once and one over a damaged model each leave a whole one, and nothing else', async () => {
  const folder = join(scratch, 'built-in')
  await Promise.all([buildBuiltInEmbedder(folder), buildBuiltInEmbedder(folder)])
  await verifyModel(folder, entry)
  await writeFile(join(folder, 'tokenizer.json'), '{}')
  await writeFile(join(folder, 'left-over'), '')
  await buildBuiltInEmbedder(folder)
  await verifyModel(folder, entry)
  expect(await readdir(folder)).not.toContain('left-over')
  expect(await readdir(scratch)).toEqual(['built-in'])
})
