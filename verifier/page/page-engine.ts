import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Engine } from '../engine.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'

/**
 * Arithmetic in plain JavaScript. A browser's own SHA-256 answers one call at a time, a promise each; a log of a million
 * entries takes two million calls.
 */
export const pageEngine: Engine = {
  sha256,
  putSha256: (bytes, target, at) => target.set(sha256(bytes), at),
  sha256Hex: (bytes) => bytesToHex(sha256(bytes)),
  isUtf8: (bytes) => decodeUtf8(bytes) !== null,
  lineFeedsIn: (bytes) => (from) => bytes.indexOf(0x0a, from),
  runningSha256() {
    const running = sha256.create()
    return { update: (bytes) => void running.update(bytes), result: () => running.digest() }
  },
  runningCrc32() {
    let crc = 0xffff_ffff
    return {
      update(bytes) {
        for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
      },
      result: () => (crc ^ 0xffff_ffff) >>> 0,
    }
  },
}

/** CRC-32 of each byte, of the reflected polynomial 04C11DB7. */
const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1
  return crc
})
