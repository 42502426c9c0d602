import type { ByteSource } from './byte-source.ts'
import type { Stretch } from './members.ts'

/** What is read at a time. */
const pieceBytes = 1024 * 1024

/** The bytes of a stretch, piece after piece; whoever takes one may write to it. */
export async function* readPieces(
  source: ByteSource,
  { offset, bytes }: Stretch,
): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes; at += pieceBytes)
    yield await source.read(offset + at, Math.min(pieceBytes, bytes - at))
}
