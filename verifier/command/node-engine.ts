import { createHash, hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Engine } from '../engine.ts'

/** Node's own arithmetic. */
export const nodeEngine: Engine = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  sha256Hex: (text) => hash('sha256', text),
  runningSha256() {
    const running = createHash('sha256')
    return { update: (bytes) => void running.update(bytes), result: () => running.digest() }
  },
  runningCrc32() {
    let crc = 0
    return { update: (bytes) => void (crc = crc32(bytes, crc)), result: () => crc }
  },
}
