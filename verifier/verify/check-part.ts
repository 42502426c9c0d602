import { type Entry, fieldName } from '../bundle/entry.ts'
import { type EntryHead, EntryReader, readEntry, readWholeEntry } from '../bundle/read-entry.ts'
import type { Manifest } from '../bundle/manifest.ts'
import type { ByteSource } from '../container/byte-source.ts'
import type { Engine } from '../engine.ts'
import { decodeAscii } from '../json/decode-utf8.ts'
import { Lines } from '../json/lines.ts'
import { Words } from '../json/words.ts'
import type { Finding, FindingCode } from '../report/finding.ts'
import type { Values } from '../report/report.ts'
import type { Part } from './divide.ts'
import { hashLeaves, type Nodes } from './hash-leaves.ts'
import { type OnOpened, OpeningCheck } from './opening-check.ts'

/** What a part is held against. */
export interface Terms {
  manifest: Manifest
  /** Of the checkpoint. */
  size: number
  /** Sizes of the log at which its root is wanted. */
  cuts: readonly number[]
}

export type OnBytes = Readonly<Record<keyof Part, (bytes: Uint8Array) => void>>

/** How entries are read, and who looks on. */
interface Way<E extends EntryHead> {
  /** @param text the bytes as text, at the same places; null where not all of them are ASCII */
  read: (bytes: Uint8Array, start: number, end: number, text: string | null) => E | null
  onBytes?: OnBytes | undefined
  /** Each entry in order. */
  onEntry?: ((entry: E) => void) | undefined
  /** Each value that was checked against its commitment. */
  onOpened?: OnOpened<E> | undefined
}

export interface CheckedPart {
  /** Why the rest of the part was left. */
  stopped: Finding | null
  /** The number of its first entry, and what the next one would have at least. */
  first: number
  next: number
  /** The tree over its entries, which are in order. */
  nodes: Nodes[]
  /** The entry of the export, if it is in this part. */
  exported: Entry | null
  /** `whole` where every line of them was read. */
  openings: { found: Finding[]; values: Values; whole: boolean }
}

/** Checks what can be told of a part alone: of steps 4 and 6 of docs/audit-bundle.md, section 10. */
export async function checkPart(
  source: ByteSource,
  part: Part,
  terms: Terms,
  engine: Engine,
  onBytes?: OnBytes,
): Promise<CheckedPart> {
  const names = new Words(fieldName)
  const reader = new EntryReader(names)
  return await readPart(source, part, terms, names, engine, { read: reader.read.bind(reader), onBytes })
}

/** The same for those who want to see entries and values, which takes longer. */
export async function watchPart(
  source: ByteSource,
  part: Part,
  terms: Terms,
  engine: Engine,
  watch: Omit<Way<Entry & EntryHead>, 'read'>,
): Promise<CheckedPart> {
  return await readPart(source, part, terms, new Words(fieldName), engine, { ...watch, read: readWholeEntry })
}

async function readPart<E extends EntryHead>(
  source: ByteSource,
  part: Part,
  { manifest, size, cuts }: Terms,
  names: Words,
  engine: Engine,
  { read, onBytes, onEntry, onOpened }: Way<E>,
): Promise<CheckedPart> {
  const entryLines = new Lines(source, part.entries, engine, onBytes?.entries)
  const openings = new OpeningCheck(
    new Lines(source, part.openings, engine, onBytes?.openings),
    manifest,
    names,
    engine,
    onOpened,
  )
  const nodes: Nodes[] = []
  let exported: Entry | null = null
  let [first, next] = [0, 0]

  for (let batch = await entryLines.next(); batch; batch = await entryLines.next()) {
    const { bytes, starts, ends } = batch
    const text = decodeAscii(bytes.subarray(0, ends.at(-1)))
    const seqs: number[] = []
    for (let line = 0; line < ends.length; line += 1) {
      const start = starts[line] ?? 0
      const end = ends[line] ?? 0
      const entry = read(bytes, start, end, text)
      if (!entry) return checked('entry-form')
      const { seq } = entry
      if (seq < next || seq >= size) return checked('entry-order', seq)
      if (next === 0) first = seq
      next = seq + 1
      if (seq === manifest.export) exported = readEntry(bytes, start, end)
      seqs.push(seq)
      onEntry?.(entry)
      while (!openings.take(entry)) await openings.load()
    }
    nodes.push(hashLeaves(batch, seqs, cuts, engine))
  }
  if (entryLines.broken) return checked('entry-form')
  await openings.end()
  return checked()

  function checked(code?: FindingCode, seq?: number): CheckedPart {
    const { found, values, stopped } = openings
    return {
      stopped:
        code === undefined ? null : { code, file: 'entries.jsonl', ...(seq === undefined ? {} : { seq }) },
      first,
      next,
      nodes,
      exported,
      openings: { found, values, whole: !stopped },
    }
  }
}
