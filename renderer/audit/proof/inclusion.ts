import type { OpenedEntry } from '../log.ts'

/** What the page found when it worked out the root of the tree by itself. */
export type Inclusion =
  | { kind: 'included'; size: number; root: string }
  /** The hash, the proof or the fields shown do not lead to the root. */
  | { kind: 'not-included' }

/**
 * Works the root of the tree out of the leaf and its proof (RFC 6962 section 2.1, as RFC 9162 section 2.1.3.2 verifies
 * it), here in the page, and holds the fields of the entry against the leaf: what is shown is what is proven.
 */
export async function verifyEntry(opened: OpenedEntry): Promise<Inclusion> {
  const { entry, leaf, leafHash, proof } = opened
  const refused: Inclusion = { kind: 'not-included' }
  if (!says(leaf, entry)) return refused
  const own = await hashOf([0x00], new TextEncoder().encode(leaf))
  if (hex(own) !== leafHash) return refused
  const root = await rootFrom(own, entry.seq, proof.size, proof.hashes)
  if (root === null || hex(root) !== proof.root) return refused
  return { kind: 'included', size: proof.size, root: proof.root }
}

/** Whether the leaf says of each field what the entry says. */
function says(leaf: string, entry: OpenedEntry['entry']): boolean {
  const said = record(parse(leaf))
  const shown: Readonly<Record<string, unknown>> = entry
  return said !== null && Object.keys(shown).every((field) => stable(said[field]) === stable(shown[field]))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

/** JSON with sorted keys, for comparing. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    const fields = record(part)
    if (!fields) return part
    return Object.fromEntries(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)))
  })
}

/** The root that leaf `index` of `size` leads to; null where the proof is not as long as its place asks. */
async function rootFrom(
  leaf: Uint8Array,
  index: number,
  size: number,
  hashes: readonly string[],
): Promise<Uint8Array | null> {
  const path = pathTo(index, size)
  if (path === null || path.length !== hashes.length) return null
  let node = leaf
  for (const [at, { side }] of path.entries()) {
    const sibling = bytesOf(hashes[at] ?? '')
    if (sibling === null) return null
    node = side === 'left' ? await hashOf([0x01], sibling, node) : await hashOf([0x01], node, sibling)
  }
  return node
}

/** One step upwards: which side the sibling is on, and the entries below it, from `start` to before `end`. */
export interface Step {
  side: 'left' | 'right'
  start: number
  end: number
}

/** The siblings on the way from an entry to the root, from below; null where there is no such entry. */
export function pathTo(index: number, size: number): Step[] | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null
  const path: Step[] = []
  for (let width = 1, at = index; width < size; width *= 2, at = Math.floor(at / 2)) {
    const left = at % 2 === 1
    const start = (left ? at - 1 : at + 1) * width
    // On the right edge a node without a sibling stands for its parent.
    if (start < size) path.push({ side: left ? 'left' : 'right', start, end: Math.min(start + width, size) })
  }
  return path
}

async function hashOf(prefix: number[], ...parts: Uint8Array[]): Promise<Uint8Array> {
  const bytes = Uint8Array.from([...prefix, ...parts.flatMap((part) => [...part])])
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function bytesOf(hash: string): Uint8Array | null {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null
  return Uint8Array.from(hash.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
