import { freemem, totalmem } from 'node:os'
import type { Fit } from '../contract/model.ts'

/** What this computer has, in bytes. */
export interface Memory {
  free: number
  total: number
}

/** Left to the system and to what else is open, whatever happens. */
const reserveBytes = 1 << 30

/** As it is now; where a container limits this process, its limit counts. */
export function memoryNow(): Memory {
  const limit = process.constrainedMemory()
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return { free: Math.min(freemem(), process.availableMemory(), total), total }
}

/**
 * Whether a model goes with this computer: `fits` in what is free now, is `tight` where other programs would have to
 * give way, and is `too-large` where even an idle computer of this size would swap.
 */
export function fitOf(needBytes: number, { free, total }: Memory): Fit {
  if (needBytes <= free * 0.8) return 'fits'
  return needBytes <= Math.max(total - reserveBytes, total / 2) ? 'tight' : 'too-large'
}
