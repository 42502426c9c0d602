import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { embedderEntry, modelsFolder, readCatalogue } from '../../core/models/catalogue.ts'
import { modelSha256 } from '../../core/models/model-sha256.ts'

test('the catalogue reads, and its generated models have their script', () => {
  const models = readCatalogue().map(({ model }) => model)
  expect(models.map((model) => model.name)).toContain('built-in')
  for (const { source } of models) {
    if (source.startsWith('models/')) expect(existsSync(`${modelsFolder}../${source}`)).toBe(true)
    else expect(source).toMatch(/^https:.*\/[0-9a-f]{40}\/$/)
  }
})

test('the name of a model is a hash over every file of it', () => {
  const entry = embedderEntry('built-in')
  const name = modelSha256(entry)
  expect(modelSha256({ ...entry, files: entry.files.toReversed() })).toBe(name)
  for (const at of entry.files.keys()) {
    const files = entry.files.map((file, index) =>
      index === at ? { ...file, sha256: '0'.repeat(64) } : file,
    )
    expect(modelSha256({ ...entry, files })).not.toBe(name)
  }
})

test('an unknown embedder is missing', () => {
  expect(() => embedderEntry('no-such-model')).toThrow(expect.objectContaining({ code: 'model-missing' }))
})
