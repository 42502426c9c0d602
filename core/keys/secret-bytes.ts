import { randomFillSync } from 'node:crypto'

/**
 * Zeroed room for a secret, outside the JavaScript heap. A small typed array made with `new Uint8Array(32)` lies on
 * the heap, where the collector moves it and leaves the old copy behind; then `fill(0)` reaches only the newest one.
 */
export function secretBytes(lengthBytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(lengthBytes))
}

/** A copy of the parts, one after the other, in room of its own that the caller zeroes when done. */
export function secretCopy(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const copy = secretBytes(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    copy.set(part, at)
    at += part.length
  }
  return copy
}

/** A fresh secret from the system's generator. */
export function randomSecret(lengthBytes: number): Uint8Array<ArrayBuffer> {
  return randomFillSync(secretBytes(lengthBytes))
}
