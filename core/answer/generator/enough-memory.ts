import { stat } from 'node:fs/promises'
import { availableMemory } from 'node:process'
import { BulkheadError } from '../../errors.ts'

/** Beside its weights, what a model of any size needs to work with, and what the rest of the machine should keep. */
const besideBytes = 256 * 1024 * 1024

/**
 * Says no before a model is opened that cannot fit: what the system does when memory runs out is end processes, and not
 * always the right one.
 *
 * @param available bytes that this process may still take
 * @throws BulkheadError `not-enough-memory`
 */
export async function requireMemory(paths: readonly string[], available = availableMemory()): Promise<void> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
  const needed = sizes.reduce((sum, size) => sum + size, besideBytes)
  if (needed > available)
    throw new BulkheadError(
      'not-enough-memory',
      `This model needs about ${gigabytes(needed)} of memory and ${gigabytes(available)} are free. Close other programs, or choose a smaller model in Models.`,
    )
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`
}
