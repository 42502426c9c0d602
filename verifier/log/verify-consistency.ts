import type { Engine } from '../engine.ts'
import { sameBytes } from '../hex.ts'
import { nodeHash } from './tree.ts'

interface State {
  size: number
  root: Uint8Array
}

/**
 * Whether the newer tree begins with the older one, which has leaves and fewer of them: RFC 9162, section 2.1.4.2.
 * Arithmetic is on doubles, since sizes may exceed 32 bits.
 */
export function verifyConsistency(
  older: State,
  newer: State,
  proof: readonly Uint8Array[],
  engine: Engine,
): boolean {
  // A complete older tree is itself a node of the newer one; the proof leaves it out.
  const [seed, ...path] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof
  if (!seed) return false
  let fn = older.size - 1
  let sn = newer.size - 1
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [fr, sr] = [seed, seed]
  for (const hash of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(hash, fr, engine)
      sr = nodeHash(hash, sr, engine)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else sr = nodeHash(sr, hash, engine)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameBytes(fr, older.root) && sameBytes(sr, newer.root)
}

function isPowerOfTwo(count: number): boolean {
  let rest = count
  while (rest % 2 === 0 && rest > 0) rest /= 2
  return rest === 1
}

function half(count: number): number {
  return Math.floor(count / 2)
}
