/** Where a bundle is written. */
export interface Output {
  /** Bytes so far. */
  readonly bytes: number
  append(bytes: Uint8Array): void
  /** Writes over what stands at an offset already. */
  overwrite(offset: number, bytes: Uint8Array): void
  /** All of it is there. */
  finish(): void
  /** Leaves nothing behind. */
  discard(): void
}
