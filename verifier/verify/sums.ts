import type { ByteSource } from '../container/byte-source.ts'
import type { Stretch } from '../container/members.ts'
import { readPieces } from '../container/read-pieces.ts'
import type { Engine } from '../engine.ts'
import { toHex } from '../hex.ts'

/** Both checksums of a file of a bundle: what its container and the manifest say of it. */
export interface Summed {
  crc: number
  sha256: string
}

/** Both, of bytes that come piece by piece. */
export class Sums {
  readonly #sha
  readonly #crc

  constructor(engine: Engine) {
    this.#sha = engine.runningSha256()
    this.#crc = engine.runningCrc32()
  }

  update(bytes: Uint8Array): void {
    this.#sha.update(bytes)
    this.#crc.update(bytes)
  }

  /** To be asked once. */
  end(): Summed {
    return { crc: this.#crc.result(), sha256: toHex(this.#sha.result()) }
  }
}

/** Both, of bytes that nobody else reads. */
export async function sumUp(source: ByteSource, stretch: Stretch, engine: Engine): Promise<Summed> {
  const sums = new Sums(engine)
  for await (const piece of readPieces(source, stretch)) sums.update(piece)
  return sums.end()
}
