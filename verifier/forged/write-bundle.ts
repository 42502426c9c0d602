import { crc32 } from 'node:zlib'
import { mayHaveLine, type Level } from '../bundle/levels.ts'
import { blockEntries, blockLevel } from '../bundle/proofs.ts'
import { nodeEngine } from '../command/node-engine.ts'
import { directoryHeader, endRecord, localHeader } from '../container/zip-headers.ts'
import { toHex } from '../hex.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { coverOf, Edge, type Node } from '../log/tree.ts'
import { makeEntry, type RawLog, type Signer, testHash } from './raw-log.ts'
import { readmeText } from './readme-text.ts'

/** A member of the container before it is written. */
export interface RawMember {
  name: string
  bytes: Uint8Array
  /** What the headers say instead of what is true. */
  crc?: number
  says?: number
}

interface CheckpointParts {
  log: string
  size: number
  root: Uint8Array
}

/**
 * What a bundle is made from, step by step. Each step can be replaced: what comes after it is made from the replacement,
 * so that a forgery is wrong in one place and right everywhere else.
 */
export interface Steps {
  level: Level
  from: number
  /** Before the entries that the export itself leaves; null for all. */
  to: number | null
  masked: boolean
  /** Size of the earlier state that it is shown to continue. */
  since: number | null
  /** Entries beside the range. */
  context: readonly number[]
  /** Entries written after that of the export. */
  later: number
  /** The leaves of the tree, the export's own not yet among them. */
  leaves(leaves: string[]): string[]
  /** The openings that the export's entry commits to. */
  openings(lines: string[]): string[]
  /** The openings that are put into the file. */
  openingsWritten(lines: string[]): string[]
  /** What the export's entry says. */
  exported(about: object): { about?: object; type?: string; outcome?: string; sealed?: object }
  /** The lines of the entries that are put into the file. */
  entriesWritten(lines: string[]): string[]
  checkpoint(parts: CheckpointParts): CheckpointParts
  signer(signer: Signer): Signer
  note(note: string): string
  /** Hashes of the entries that are left out, where they are not those that should be. */
  gaps: ((tree: RawTree, size: number) => Uint8Array[]) | null
  proofs(proofs: ProofParts): object
  manifest(manifest: Readonly<Record<string, unknown>>): object
  /** Bytes of a file, by name, last of all. */
  text(name: string, text: string): string | Uint8Array
  members(members: RawMember[]): RawMember[]
}

export interface ProofParts {
  blocks: string[]
  consistency: { hashes: string[]; root: string; size: number } | null
  gaps: string[]
}

const steps: Steps = {
  level: 'full',
  from: 0,
  to: null,
  masked: false,
  since: null,
  context: [],
  later: 0,
  leaves: (leaves) => leaves,
  openings: (lines) => lines,
  openingsWritten: (lines) => lines,
  exported: () => ({}),
  entriesWritten: (lines) => lines,
  checkpoint: (parts) => parts,
  signer: (signer) => signer,
  note: (note) => note,
  gaps: null,
  proofs: (proofs) => proofs,
  manifest: (manifest) => manifest,
  text: (_name, text) => text,
  members: (members) => members,
}

/** A bundle of a log, written from docs/audit-bundle.md; with `changes`, one that is wrong as they say. */
export function writeBundle(log: RawLog, changes: Partial<Steps> = {}): Uint8Array {
  return writeExport(log, changes).bundle
}

/** The same, with the log as it is after the export. */
export function writeExport(
  log: RawLog,
  changes: Partial<Steps> = {},
): { bundle: Uint8Array; after: RawLog } {
  const step: Steps = { ...steps, ...changes }
  const { level, from, masked } = step
  const leaves = step.leaves([...log.leaves])
  const exportSeq = leaves.length
  const to = step.to ?? exportSeq
  const shown = [
    ...step.context.filter((seq) => seq < from),
    ...Array.from({ length: to - from }, (_, index) => from + index),
    ...step.context.filter((seq) => seq >= to),
    exportSeq,
  ]

  const openings = step.openings(log.openings.filter((line) => isReleased(line, leaves, level, shown)))
  const openingsText = linesOf(openings)
  const about = { from, level, masked, to }
  const exported = makeEntry(log.id, exportSeq, {
    type: 'log.exported',
    about,
    sealed: { openings: sha256(openingsText) },
    ...step.exported(about),
  } as Parameters<typeof makeEntry>[2])
  leaves.push(exported.leaf)
  for (let number = 0; number < step.later; number += 1)
    leaves.push(makeEntry(log.id, leaves.length, { type: 'workspace.closed' }).leaf)

  const tree = new RawTree(leaves)
  const size = leaves.length
  const signer = step.signer(log.signer)
  const note = step.note(signedNote(step.checkpoint({ log: log.id, size, root: tree.root(0, size) }), signer))
  const proofs = step.proofs({
    blocks: blocksOf(tree, from, to),
    consistency:
      step.since === null
        ? null
        : {
            hashes: tree.consistency(step.since, size).map(toHex),
            root: toHex(tree.root(0, step.since)),
            size: step.since,
          },
    gaps: step.gaps?.(tree, size).map(toHex) ?? gapsOf(tree, shown, size),
  })
  const texts = new Map<string, Uint8Array>(
    [
      ['README.txt', readmeText],
      ['openings.jsonl', linesOf(step.openingsWritten(openings))],
      ['entries.jsonl', linesOf(step.entriesWritten(shown.map((seq) => leaves[seq] ?? '')))],
      ['proofs.json', `${canonicalJson(proofs)}\n`],
      ['checkpoint', note],
    ].map(([name = '', text = '']) => [name, bytesOf(step.text(name, text))]),
  )
  const manifest = step.manifest({
    export: exportSeq,
    files: Object.fromEntries(
      [...texts].map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256(bytes) }]),
    ),
    format: 'bulkhead/audit-bundle',
    from,
    key: toHex(signer.publicKey),
    level,
    log: log.id,
    masked,
    salt: testHash('salt', log.id, exportSeq, 'openings'),
    to,
    version: 1,
  })
  texts.set('manifest.json', bytesOf(step.text('manifest.json', `${canonicalJson(manifest)}\n`)))
  const bundle = writeZip(step.members([...texts].map(([name, bytes]) => ({ name, bytes }))))
  return { bundle, after: { ...log, leaves } }
}

/** A checkpoint as a signed note. */
export function signedNote({ log, size, root }: CheckpointParts, signer: Signer): string {
  const name = `bulkhead.invalid/log/${log}`
  const text = `${name}\n${size}\n${Buffer.from(root).toString('base64')}\ntime 1750000000000\n`
  const id = nodeEngine
    .sha256(Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(1), signer.publicKey]))
    .subarray(0, 4)
  const signed = Buffer.concat([id, signer.sign(Buffer.from(text))])
  return `${text}\n— ${name} ${signed.toString('base64')}\n`
}

/** The container, of whatever members. */
export function writeZip(members: readonly RawMember[]): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, bytes, crc = crc32(bytes), says = bytes.length } of members) {
    const header = { bytes: says, crc }
    const local = localHeader(name, header)
    parts.push(local, bytes)
    directory.push(directoryHeader(name, header, offset))
    offset += local.length + bytes.length
  }
  const directorySize = directory.reduce((sum, one) => sum + one.length, 0)
  return Buffer.concat([...parts, ...directory, endRecord(members.length, directorySize, offset)])
}

/** All nodes of a tree, so that any root and proof can be had. */
export class RawTree {
  readonly #nodes = new Map<string, Uint8Array>()

  constructor(leaves: readonly string[]) {
    const keep = ({ level, start, hash }: Node) => void this.#nodes.set(`${level}/${start}`, hash)
    const edge = new Edge(nodeEngine, keep)
    leaves.forEach((leaf, start) => {
      const hash = nodeEngine.sha256(Buffer.concat([Uint8Array.of(0), Buffer.from(leaf)]))
      keep({ level: 0, start, hash })
      edge.push(0, start, hash)
    })
  }

  cover(from: number, to: number): Uint8Array[] {
    return [...coverOf(from, to)].map(({ level, start }) => this.node(level, start))
  }

  node(level: number, start: number): Uint8Array {
    return this.#nodes.get(`${level}/${start}`) ?? new Uint8Array(32)
  }

  /** Of the leaves from `from`, a multiple of the power of two that is no less than their number, to before `to`. */
  root(from: number, to: number): Uint8Array {
    const edge = new Edge(nodeEngine)
    for (const { level, start } of coverOf(from, to)) edge.push(level, start - from, this.node(level, start))
    return edge.root()
  }

  /** PROOF(m, D[n]) of RFC 6962, section 2.1.2, as it stands there. */
  consistency(older: number, newer: number): Uint8Array[] {
    const prove = (m: number, from: number, to: number, isOld: boolean): Uint8Array[] => {
      if (m === to - from) return isOld ? [] : [this.root(from, to)]
      let k = 1
      while (2 * k < to - from) k *= 2
      return m <= k
        ? [...prove(m, from, from + k, isOld), this.root(from + k, to)]
        : [...prove(m - k, from + k, to, false), this.root(from, from + k)]
    }
    return prove(older, 0, newer, true)
  }
}

function blocksOf(tree: RawTree, from: number, to: number): string[] {
  const blocks: string[] = []
  for (
    let start = Math.ceil(from / blockEntries) * blockEntries;
    start + blockEntries <= to;
    start += blockEntries
  )
    blocks.push(toHex(tree.node(blockLevel, start)))
  return blocks
}

function gapsOf(tree: RawTree, shown: readonly number[], size: number): string[] {
  const gaps: string[] = []
  let at = 0
  for (const seq of [...shown, size]) {
    if (seq > at) gaps.push(...tree.cover(at, seq).map(toHex))
    at = seq + 1
  }
  return gaps
}

function isReleased(
  line: string,
  leaves: readonly string[],
  level: Level,
  shown: readonly number[],
): boolean {
  const { field, seq } = placeOf(line)
  const type = /"type":"([^"]*)"/.exec(leaves[seq] ?? '')?.[1] ?? ''
  return (
    mayHaveLine(level, type, field) && (shown.length > seq && shown[seq] === seq ? true : shown.includes(seq))
  )
}

/** Which field of which entry a line of `openings.jsonl` is about. */
export function placeOf(line: string): { field: string; seq: number } {
  return JSON.parse(line) as { field: string; seq: number }
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function sha256(bytes: string | Uint8Array): string {
  return toHex(nodeEngine.sha256(bytesOf(bytes)))
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
