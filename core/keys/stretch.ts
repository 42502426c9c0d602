import { randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { BulkheadError } from '../errors.ts'
import { Base64 } from './base64.ts'

const format = 'bulkhead scrypt 1'
const saltBytes = 16
const mebibyte = 1024 * 1024

/**
 * How a passphrase is stretched, as it is stored: scrypt (RFC 7914) with a 16-byte salt in base64. The bounds hold
 * when read, so that a changed file can neither weaken the stretching nor exhaust the machine.
 */
export const StretchParams = z.strictObject({
  format: z.literal(format),
  salt: Base64.refine((text) => Buffer.from(text, 'base64').length === saltBytes),
  N: z.number().refine((value) => Number.isInteger(Math.log2(value)) && value >= 2 ** 14 && value <= 2 ** 20),
  r: z.number().int().min(8).max(16),
  p: z.number().int().min(1).max(4),
})
export type StretchParams = z.infer<typeof StretchParams>

/** Parameters for a new passphrase: about half a second and 128 MB on the machine it was measured on. */
export function newStretchParams(): StretchParams {
  return { format, salt: randomBytes(saltBytes).toString('base64'), N: 2 ** 17, r: 8, p: 1 }
}

/**
 * Reads stored parameters.
 * @throws BulkheadError `tampered-wrap` if they are not of this format or out of bounds.
 */
export function parseStretchParams(value: unknown): StretchParams {
  const parsed = StretchParams.safeParse(value)
  if (parsed.success) return parsed.data
  throw new BulkheadError(
    'tampered-wrap',
    'The settings that protect a passphrase were changed; put back the last good copy of the firm’s folder.',
  )
}

/**
 * Stretches a passphrase (UTF-8 bytes, normalised to NFC by the caller, who also zeroes them) to 32 bytes. Do this
 * once per sign-in and `derive` each key from the result.
 * @throws BulkheadError `tampered-wrap` if the parameters are out of bounds.
 */
export async function stretch(passphrase: Uint8Array, params: StretchParams): Promise<Uint8Array> {
  const { salt, N, r, p } = parseStretchParams(params)
  const maxmem = 128 * r * (N + p + 2) + mebibyte
  return await new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem }, (error, stretched) => {
      if (error) reject(error)
      else resolve(new Uint8Array(stretched.buffer, stretched.byteOffset, stretched.length))
    })
  })
}
