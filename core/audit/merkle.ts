import { hash } from 'node:crypto'
import { BulkheadError } from '../errors.ts'

/**
 * The Merkle tree of RFC 6962 section 2.1 (RFC 9162 the same) over SHA-256. Only the hashes of complete subtrees are
 * kept: they never change once written, so any older root and any proof can be had from them with O(log n) reads.
 */
export interface NodeStore {
  /**
   * Hash, 32 bytes, of the complete subtree over the leaves from `index * 2^level` to before `(index + 1) * 2^level`;
   * level 0 holds the leaf hashes. Throws where nothing was set.
   */
  get(level: number, index: number): Uint8Array
  /** Called once for each level and index, children before parents. */
  set(level: number, index: number, hash: Uint8Array): void
}

const hashBytes = 32
const leafPrefix = Uint8Array.of(0x00)

/** `0x01 || left || right`, filled anew for every inner node: allocating it would cost as much as the hashing. */
const pair = new Uint8Array(1 + 2 * hashBytes)
pair[0] = 0x01

/** Root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Uint8Array = hash('sha256', '', 'buffer')

export function leafHash(bytes: Uint8Array): Uint8Array {
  return hash('sha256', Buffer.concat([leafPrefix, bytes]), 'buffer')
}

/** @throws BulkheadError `log-damaged` if one of the hashes is not 32 bytes */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  requireHash(left)
  requireHash(right)
  pair.set(left, 1)
  pair.set(right, 1 + hashBytes)
  return hash('sha256', pair, 'buffer')
}

/** Adds a leaf to a tree of `size` leaves and gives the new size. Two writes a leaf on average. */
export function appendLeaf(store: NodeStore, size: number, leaf: Uint8Array): number {
  requireSize(size + 1)
  requireHash(leaf)
  store.set(0, size, leaf)
  let node = leaf
  let index = size
  for (let level = 0; index % 2 === 1; level += 1) {
    node = nodeHash(store.get(level, index - 1), node)
    index = (index - 1) / 2
    store.set(level + 1, index, node)
  }
  return size + 1
}

/** Root of the first `size` leaves; the store may hold more. */
export function rootAt(store: NodeStore, size: number): Uint8Array {
  requireSize(size)
  return size === 0 ? emptyRoot : rangeHash(store, 0, size)
}

/** Proof that leaf `index` is in the tree of the first `size` leaves: PATH of RFC 6962 section 2.1.1. */
export function inclusionProof(store: NodeStore, index: number, size: number): Uint8Array[] {
  requireSize(size)
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new BulkheadError('bad-input', 'There is no such entry in this part of the log.')
  return siblings(store, 0, index, size)
}

/**
 * Proof that the tree of `newSize` leaves begins with that of `oldSize`: PROOF of RFC 6962 section 2.1.2. Between
 * equal sizes it is empty; from an empty tree there is nothing to prove, and asking is an error.
 */
export function consistencyProof(store: NodeStore, oldSize: number, newSize: number): Uint8Array[] {
  requireSize(oldSize)
  requireSize(newSize)
  if (oldSize === 0 || oldSize > newSize)
    throw new BulkheadError('bad-input', 'A log can only be compared with an earlier state that had entries.')
  if (oldSize === newSize) return []
  // The last complete subtree of the old tree is a node of the new one too, and its siblings on the way up are all
  // that either root is made of. Where it is the whole old tree, the verifier has its hash: the old root.
  let level = 0
  let count = oldSize
  for (; count % 2 === 0; count /= 2) level += 1
  const index = count - 1
  const path = siblings(store, level, index, newSize)
  return index === 0 ? path : [store.get(level, index), ...path]
}

/** What has to be hashed to the node at `level` and `index`, from below, to reach the root of `size` leaves. */
function siblings(store: NodeStore, level: number, index: number, size: number): Uint8Array[] {
  const path: Uint8Array[] = []
  for (let width = 2 ** level, at = index; width < size; width *= 2, at = Math.floor(at / 2)) {
    const start = (at % 2 === 0 ? at + 1 : at - 1) * width
    // On the right edge a node without a sibling stands for its parent.
    if (start < size) path.push(rangeHash(store, start, Math.min(start + width, size)))
  }
  return path
}

/**
 * Hash of the leaves from `start` to before `end`, where `start` is a multiple of the next power of two from their
 * number on: complete subtrees, the smallest rightmost, hashed from the right. One read for each.
 */
function rangeHash(store: NodeStore, start: number, end: number): Uint8Array {
  let right: Uint8Array | undefined
  let from = end
  for (
    let width = 1, level = 0, rest = end - start;
    rest > 0;
    width *= 2, level += 1, rest = Math.floor(rest / 2)
  ) {
    if (rest % 2 === 0) continue
    from -= width
    const left = store.get(level, from / width)
    right = right === undefined ? left : nodeHash(left, right)
  }
  return right ?? emptyRoot
}

// Arithmetic on sizes, here and in the verifier, is on doubles: bit operators would cut them to 32 bits.
function requireSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0)
    throw new BulkheadError('bad-input', 'This is not the size of a log.')
}

function requireHash(bytes: Uint8Array): void {
  if (bytes.length !== hashBytes)
    throw new BulkheadError('log-damaged', 'A hash in the log has the wrong length. Check the log.')
}
