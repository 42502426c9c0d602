import type { FileHandle } from 'node:fs/promises'
import { BulkheadError } from '../../errors.ts'
import { stopped } from '../stopped.ts'

const pieceBytes = 1024 * 1024

/**
 * A part of a file, in buffers of 1 MiB that are each the receiver's own.
 *
 * @throws BulkheadError `cancelled`, `damaged` where the file ends too soon
 */
export async function* pieces(
  input: FileHandle,
  from: number,
  bytes: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < bytes;) {
    if (signal?.aborted) throw stopped()
    const buffer = Buffer.allocUnsafeSlow(Math.min(pieceBytes, bytes - done))
    const { bytesRead } = await input.read(buffer, 0, buffer.length, from + done)
    if (bytesRead === 0) throw new BulkheadError('damaged', 'The file ended before it was copied whole.')
    yield buffer.subarray(0, bytesRead)
    done += bytesRead
  }
}
