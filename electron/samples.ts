import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sample } from '../core/host/window.ts'
import { readCatalogue } from '../samples/catalogue.ts'

const folder = fileURLToPath(new URL('../samples/', import.meta.url))

/** The invented clients that come with the app, with the documents that everybody may read. */
export function readSamples(): Sample[] {
  return readCatalogue().map(({ id, name, colour, about, documents, welcome }) => ({
    id,
    name,
    colour,
    about,
    questions: welcome,
    paths: documents.filter(({ group }) => group === 'everyone').map(({ file }) => join(folder, id, file)),
  }))
}
