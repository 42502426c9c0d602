import { z } from 'zod'

/** Bytes in a message. */
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'is not bytes')
