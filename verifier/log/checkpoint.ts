import type { Engine } from '../engine.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'
import { sameBytes } from '../hex.ts'
import { verifyEd25519 } from './ed25519.ts'

/** What was signed about a log, and the signature of it: docs/audit-bundle.md, section 5. */
export interface Checkpoint {
  log: string
  size: number
  root: Uint8Array
  signedMs: number
  /** What the signature is over. */
  text: string
  /** The key's id, 4 bytes, then the signature, 64. */
  signed: Uint8Array
}

const origin = 'bulkhead.invalid/log/'
const form =
  /^bulkhead\.invalid\/log\/([0-9a-f]{32})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (0|[1-9]\d{0,15})\n\n— bulkhead\.invalid\/log\/([0-9a-f]{32}) ([A-Za-z0-9+/]{91}=)\n$/

/** The checkpoint of a note that has the form to the last byte, or null. Its signature is not looked at. */
export function parseCheckpoint(bytes: Uint8Array, { sha256 }: Engine): Checkpoint | null {
  const note = decodeUtf8(bytes)
  const [, log, size, root64, time, name, signed64] = (note !== null && form.exec(note)) || []
  if (note === null || log === undefined || log !== name) return null
  const root = fromBase64(root64 ?? '')
  const signed = fromBase64(signed64 ?? '')
  const checkpoint = { log, size: Number(size), root, signedMs: Number(time), signed }
  if (!Number.isSafeInteger(checkpoint.size) || !Number.isSafeInteger(checkpoint.signedMs)) return null
  if (root.length !== 32 || signed.length !== 68) return null
  // Base64 with bits left over has more than one spelling.
  if (toBase64(root) !== root64 || toBase64(signed) !== signed64) return null
  if (checkpoint.size === 0 && !sameBytes(root, sha256(new Uint8Array()))) return null
  return { ...checkpoint, text: note.slice(0, note.indexOf('\n\n') + 1) }
}

/** Whether the signature says that it is by this key: only a hint, 4 bytes long. */
export function namesKey({ log, signed }: Checkpoint, key: Uint8Array, { sha256 }: Engine): boolean {
  const named = Uint8Array.of(...utf8(`${origin}${log}\n`), 0x01, ...key)
  return sameBytes(signed.subarray(0, 4), sha256(named).subarray(0, 4))
}

export function isSignedBy({ text, signed }: Checkpoint, key: Uint8Array): boolean {
  return verifyEd25519(key, utf8(text), signed.subarray(4))
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
