import { secretBytes } from '../../core/keys/secret-bytes.ts'

/**
 * A secret on its way between a test and the process that it looks into is masked, or the buffers of the channel
 * would hold what is searched for. The mask undoes itself.
 */
export function mask(bytes: Uint8Array): Uint8Array {
  const masked = secretBytes(bytes.length)
  for (let at = 0; at < bytes.length; at++) masked[at] = bytes[at]! ^ 0xa5
  return masked
}
