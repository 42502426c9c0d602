import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readCatalogue } from '../../samples/catalogue.ts'

/** Real documents of many kinds, which lie beside the project and are no part of it. */
export const documentsFolder = fileURLToPath(new URL('../../../shared/data/documents/', import.meta.url))

/** The documents of the two invented clients. */
export function samplePaths(): string[] {
  return readCatalogue().flatMap((client) =>
    client.documents.map((document) =>
      fileURLToPath(new URL(`../../samples/${client.id}/${document.file}`, import.meta.url)),
    ),
  )
}

/** So many of the real documents, of all formats, evenly from the list; none where they are not there. */
export function someRealDocuments(count: number): string[] {
  if (!existsSync(documentsFolder)) return []
  const names = readdirSync(documentsFolder).sort()
  return Array.from(
    { length: count },
    (_, index) => names[Math.floor((index * names.length) / count)],
  ).flatMap((name) => (name === undefined ? [] : [documentsFolder + name]))
}
