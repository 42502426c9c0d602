import { z } from 'zod'

/**
 * Bytes in a message. A Buffer, which is what SQLite and Node give, becomes the plain array that it is a view of: not
 * every port carries the other kind. The memory stays the same, so that whoever owns it can zero it.
 */
export const Bytes = z
  .custom<Uint8Array>((value) => value instanceof Uint8Array, 'is not bytes')
  .transform((value) =>
    value.constructor === Uint8Array
      ? value
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
  )
