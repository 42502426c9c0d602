/** A file that can be read anywhere: on a disk, or dropped on a page. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number
  /** Exactly those bytes, which the caller may write to; the place lies inside of the file. */
  read(offset: number, length: number): Promise<Uint8Array>
  /** Fills an array with the bytes from there on, as far as it reaches; all of them lie inside of the file. */
  readInto(bytes: Uint8Array, offset: number): Promise<void>
}
