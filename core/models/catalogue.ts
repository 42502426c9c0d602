import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type EmbedderEntry, ModelEntry } from '../contract/model.ts'
import { BulkheadError } from '../errors.ts'

/** What the catalogue says of a model beside what the model is. */
const Offer = z.strictObject({
  model: ModelEntry,
  /** One sentence: what it is good for. */
  about: z.string().min(1),
  /** Where the hashes come from: a person has to know what they rest on. */
  hashesFrom: z.string().min(1),
  /** Hosts that the source may send the download on to, each with the hosts below it. Empty where nothing is downloaded. */
  hosts: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)),
})
export type Offer = z.infer<typeof Offer>

const Catalogue = z
  .strictObject({ version: z.literal(2), offers: z.array(Offer) })
  .refine(
    ({ offers }) => new Set(offers.map(({ model }) => model.name)).size === offers.length,
    'repeats a name',
  )
  .refine(
    ({ offers }) => offers.every(({ model }) => model.sizeBytes === sumOfFiles(model)),
    'has a size that is not the sum of its files',
  )
  .refine(
    ({ offers }) =>
      offers.every(({ model, hosts }) => model.source.startsWith('https://') === hosts.length > 0),
    'names hosts where nothing is downloaded, or none where something is',
  )

/** Where the catalogue and the built-in models are. */
export const modelsFolder = fileURLToPath(new URL('../../models/', import.meta.url))

/** The catalogue shipped with the app. Throws a ZodError if it is malformed: that is a defect. */
export function readCatalogue(): Offer[] {
  return Catalogue.parse(JSON.parse(readFileSync(`${modelsFolder}catalogue.json`, 'utf8'))).offers
}

/** The models that can be downloaded: all but the built-in one. */
export function downloads(): Offer[] {
  return readCatalogue().filter(({ hosts }) => hosts.length > 0)
}

/** The catalogue's embedder of that name. Throws `model-missing` where there is none. */
export function embedderEntry(name: string): EmbedderEntry {
  const entry = readCatalogue().find(({ model }) => model.name === name)?.model
  if (entry?.task !== 'embed')
    throw new BulkheadError('model-missing', 'The catalogue has no such embedder; choose another in Models.')
  return entry
}

/** The embedder that comes with the app: small, and there before anything is installed. */
export function builtInEmbedder(): EmbedderEntry {
  return embedderEntry('built-in')
}

function sumOfFiles(model: ModelEntry): number {
  return model.files.reduce((sum, file) => sum + file.sizeBytes, 0)
}
