import type { Log } from '../audit/log.ts'
import { blockEntries, blockLevel } from './bundle-format.ts'

interface Proven {
  /** Sequences of the entries in the bundle, ascending, as stretches from the first to before the last. */
  shown: readonly (readonly [from: number, to: number])[]
  from: number
  to: number
  /** Size of the tree that the proofs lead to. */
  size: number
  /** Size of an earlier tree that this one is shown to continue, or null. */
  since: number | null
}

/** Piece by piece: the one line of `proofs.json`, docs/audit-bundle.md, section 6. */
export function* proofLine(log: Log, { shown, from, to, size, since }: Proven): Generator<string> {
  yield '{"blocks":['
  const first = Math.ceil(from / blockEntries)
  for (let position = first; (position + 1) * blockEntries <= to; position += 1)
    yield `${position === first ? '' : ','}${quoted(log.node(blockLevel, position))}`
  yield '],"consistency":'
  yield since === null
    ? 'null'
    : `{"hashes":[${log.consistency(since, size).map(quoted).join()}],"root":${quoted(log.root(since))},"size":${since}}`
  yield ',"gaps":['
  const gaps: Uint8Array[] = []
  let at = 0
  for (const [start, end] of [...shown, [size, size] as const]) {
    gaps.push(...log.cover(at, start))
    at = end
  }
  yield `${gaps.map(quoted).join()}]}\n`
}

function quoted(hash: Uint8Array): string {
  return `"${Buffer.from(hash).toString('hex')}"`
}
