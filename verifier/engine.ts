/** A SHA-256 or CRC-32 that is fed piece by piece. */
interface Running<T> {
  update(bytes: Uint8Array): void
  result(): T
}

/** The arithmetic that a command and a page do each with what is fastest there. */
export interface Engine {
  /** SHA-256 (FIPS 180-4), 32 bytes. */
  readonly sha256: (bytes: Uint8Array) => Uint8Array
  /** The same put into an array at a place. */
  readonly putSha256: (bytes: Uint8Array, target: Uint8Array, at: number) => void
  /** The same in hex. */
  readonly sha256Hex: (bytes: Uint8Array) => string
  readonly isUtf8: (bytes: Uint8Array) => boolean
  /** Tells where the next line feed is, from a place on; -1 where there is none. */
  readonly lineFeedsIn: (bytes: Uint8Array) => (from: number) => number
  readonly runningSha256: () => Running<Uint8Array>
  /** CRC-32 as in zip files. */
  readonly runningCrc32: () => Running<number>
}
