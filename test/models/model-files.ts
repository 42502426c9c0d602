import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes the files of a model into a folder, by their path in it, and gives the folder. */
export function writeModel(folder: string, files: ReadonlyMap<string, Uint8Array>): string {
  for (const [path, content] of files) {
    const at = join(folder, path)
    mkdirSync(dirname(at), { recursive: true })
    writeFileSync(at, content)
  }
  return folder
}
