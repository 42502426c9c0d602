import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { storageError } from '../../database/storage-error.ts'
import { OutputFile } from '../../export/output-file.ts'
import type { CopyOptions } from '../../firm/recover-workspace.ts'
import { pieces } from './pieces.ts'

/** Where a file or a part of one stands; in bytes. */
interface Part {
  file: string
  at: number
  bytes: number
}

/**
 * Copies a part of a file to a file of its own, durable under that name or not there at all.
 *
 * @param accept looks at its SHA-256, in hex, before it takes that name, and throws where it is not the one
 * @throws BulkheadError `cancelled`, `damaged`, `disk-full`, `not-writable`
 */
export async function copyPart(
  { file, at, bytes }: Part,
  target: string,
  { signal, onProgress }: CopyOptions,
  accept: (sha256: string) => void = () => undefined,
): Promise<void> {
  const input = await open(file, 'r').catch((error: unknown) => {
    throw storageError(error)
  })
  try {
    const output = new OutputFile(target)
    try {
      const hash = createHash('sha256')
      let done = 0
      for await (const piece of pieces(input, at, bytes, signal)) {
        hash.update(piece)
        output.append(piece)
        done += piece.length
        onProgress?.(done, bytes)
      }
      accept(hash.digest('hex'))
      output.finish()
    } catch (error) {
      output.discard()
      throw storageError(error)
    }
  } finally {
    await input.close()
  }
}
