import type { Engine } from '../engine.ts'
import { toHex } from '../hex.ts'

/** A fingerprint as a person typed it, as 32 hex digits; null where it is none: docs/audit-bundle.md, section 4. */
export function parseFingerprint(typed: string): string | null {
  const digits = typed.replace(/\s/g, '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(digits) ? digits : null
}

export function fingerprintOf(key: Uint8Array, { sha256 }: Engine): string {
  return toHex(sha256(key)).slice(0, 32)
}

/** In groups of four, to read out. */
export function spelled(fingerprint: string): string {
  return fingerprint.replace(/(.{4})(?=.)/g, '$1 ')
}
