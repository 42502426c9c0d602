import { hkdfSync } from 'node:crypto'
import { contextBytes } from './context.ts'

/**
 * A 32-byte key for one purpose, by HKDF-SHA256 (RFC 5869, no salt) from a secret that is already uniform: a random
 * key or a stretched passphrase. `info` names the purpose, most general part first; another list is another key.
 */
export function derive(secret: Uint8Array, info: readonly [string, ...string[]]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    hkdfSync('sha256', secret, new Uint8Array(0), contextBytes(['bulkhead', ...info]), 32),
  )
}
