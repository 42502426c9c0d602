import { nodeHash } from './merkle.ts'

interface Inclusion {
  leafHash: Uint8Array
  index: number
  size: number
  root: Uint8Array
  proof: readonly Uint8Array[]
}

interface Consistency {
  oldSize: number
  oldRoot: Uint8Array
  newSize: number
  newRoot: Uint8Array
  proof: readonly Uint8Array[]
}

/** Whether the leaf is at `index` in the tree of `size` leaves with this root: RFC 9162 section 2.1.3.2. */
export function verifyInclusion({ leafHash, index, size, root, proof }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || ![leafHash, root, ...proof].every(isHash))
    return false
  let node = leafHash
  const top = climb(index, size - 1, proof, (sibling, side) => {
    node = side === 'left' ? nodeHash(sibling, node) : nodeHash(node, sibling)
  })
  return top && equal(node, root)
}

/**
 * Whether the tree with the new root begins with the one with the old root: RFC 9162 section 2.1.4.2. Nothing can be
 * proved about an empty tree, so an old size of 0 is false; between equal sizes the roots are compared and the proof
 * must be empty.
 */
export function verifyConsistency({ oldSize, oldRoot, newSize, newRoot, proof }: Consistency): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize === 0 || oldSize > newSize) return false
  if (oldSize === newSize) return proof.length === 0 && equal(oldRoot, newRoot)
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false

  let index = oldSize - 1
  let last = newSize - 1
  for (; index % 2 === 1; index = half(index)) last = half(last)
  // A complete old tree is itself the node from which both roots are built up; its hash is not in the proof.
  const [seed, ...path] = index === 0 ? [oldRoot, ...proof] : proof
  if (!seed || path.length === 0) return false
  let old = seed
  let grown = seed
  const top = climb(index, last, path, (sibling, side) => {
    if (side === 'left') old = nodeHash(sibling, old)
    grown = side === 'left' ? nodeHash(sibling, grown) : nodeHash(grown, sibling)
  })
  return top && equal(old, oldRoot) && equal(grown, newRoot)
}

/**
 * The walk that both algorithms share, from the node at `index` to the root of a level whose last node is `last`
 * (`fn` and `sn` there). False unless the path ends exactly at the root.
 */
function climb(
  index: number,
  last: number,
  path: readonly Uint8Array[],
  step: (sibling: Uint8Array, side: 'left' | 'right') => void,
): boolean {
  let fn = index
  let sn = last
  for (const sibling of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      step(sibling, 'left')
      for (; fn % 2 === 0 && fn !== 0; fn = half(fn)) sn = half(sn)
    } else step(sibling, 'right')
    fn = half(fn)
    sn = half(sn)
  }
  return sn === 0
}

function half(count: number): number {
  return Math.floor(count / 2)
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === 32
}

/** Roots and proofs are public: no constant time is needed. */
function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0
}
