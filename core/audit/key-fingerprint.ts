import { hash } from 'node:crypto'

/**
 * A public key in a form to read out over the phone and to print: the first 128 bits of its SHA-256 as eight groups of
 * four hex digits. Anyone can recompute it with common tools, and to find another key with the same one takes 2^128
 * attempts.
 */
export function keyFingerprint(publicKey: Uint8Array): string {
  const digits = hash('sha256', publicKey, 'hex').slice(0, 32)
  return (digits.match(/.{4}/g) ?? []).join(' ')
}
