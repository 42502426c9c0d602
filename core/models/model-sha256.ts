import { createHash } from 'node:crypto'
import type { ModelFile } from '../contract/model.ts'

/** One SHA-256, as hex, over the paths and hashes of all files: it names the model in the log. */
export function modelSha256({ files }: { files: readonly ModelFile[] }): string {
  const hash = createHash('sha256')
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${file.sha256}  ${file.path}\n`)
  }
  return hash.digest('hex')
}
