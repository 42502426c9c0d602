import type { ByteSource } from './byte-source.ts'
import type { Stretch } from './members.ts'

/** What is read at a time. */
const pieceBytes = 1024 * 1024

/** The bytes of a stretch, piece after piece; each is there until the next one is asked for. */
export async function* readPieces(
  source: ByteSource,
  { offset, bytes }: Stretch,
): AsyncGenerator<Uint8Array, void> {
  const buffer = new Uint8Array(Math.min(pieceBytes, bytes))
  for (let at = 0; at < bytes; at += pieceBytes) {
    const piece = buffer.subarray(0, bytes - at)
    await source.readInto(piece, offset + at)
    yield piece
  }
}
