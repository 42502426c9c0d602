import { z } from 'zod'

/** Base64 (RFC 4648) as it is written here: standard alphabet, padded, no spare bits set, so one text per value. */
export const Base64 = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').toString('base64') === text, 'is not canonical')
