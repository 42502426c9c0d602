/** A SHA-256 or CRC-32 that is fed piece by piece. */
interface Running<T> {
  update(bytes: Uint8Array): void
  result(): T
}

/** The arithmetic that a command and a page do each with what is fastest there. */
export interface Engine {
  /** SHA-256 (FIPS 180-4), 32 bytes. */
  readonly sha256: (bytes: Uint8Array) => Uint8Array
  /** The same in hex. */
  readonly sha256Hex: (bytes: Uint8Array) => string
  readonly isUtf8: (bytes: Uint8Array) => boolean
  readonly runningSha256: () => Running<Uint8Array>
  /** CRC-32 as in zip files. */
  readonly runningCrc32: () => Running<number>
}
