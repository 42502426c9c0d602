import type { Engine } from '../engine.ts'
import type { Checkpoint } from '../log/checkpoint.ts'
import type { Finding } from '../report/finding.ts'
import type { Values } from '../report/report.ts'
import { commitsToOpenings, exportFits } from './check-export.ts'
import type { SignedBundle } from './check-signed.ts'
import { type CheckedPart, checkPart, type Terms, watchPart } from './check-part.ts'
import { divide, type Part } from './divide.ts'
import { RangeCheck } from './range-check.ts'
import type { Request } from './request.ts'
import { type Summed, Sums } from './sums.ts'
import { TreeCheck } from './tree-check.ts'

export interface Walked {
  found: Finding[]
  /** Whether every entry could be read. */
  whole: boolean
  values: Values
  rootThen: Uint8Array | null
  rangeRoot: Uint8Array | null
}

/** All entries and openings, read once. */
interface Reading {
  parts: CheckedPart[]
  /** Of the openings what was read of them. */
  sums: Record<keyof Part, Summed>
}

const fileOf = { entries: 'entries.jsonl', openings: 'openings.jsonl' } as const

/** Steps 4 to 6 of docs/audit-bundle.md, section 10: entries and openings side by side. */
export async function walk(
  request: Request,
  bundle: SignedBundle,
  previous: Checkpoint | null,
): Promise<Walked> {
  const { manifest, signed } = bundle
  const cuts = previous ? [manifest.to, previous.size] : [manifest.to]
  const terms = { manifest, size: signed.size, cuts }
  // Parts tell that nothing is amiss. What is, and where it begins, is told by reading everything in one go.
  const reading = (await readInParts(request, bundle, terms)) ?? (await readWhole(request, bundle, terms))
  return conclude(reading, bundle, previous, request.engine)
}

async function readWhole(request: Request, { container }: SignedBundle, terms: Terms): Promise<Reading> {
  const { bundle, engine, onEntry, onOpened } = request
  const whole = membersOf(container)
  const sums = { entries: new Sums(engine), openings: new Sums(engine) }
  const progress = progressOf(request, whole)
  const seeing = (name: keyof Part) => (bytes: Uint8Array) => {
    sums[name].update(bytes)
    progress(bytes.length)
  }
  const onBytes = { entries: seeing('entries'), openings: seeing('openings') }
  const part =
    onEntry || onOpened
      ? await watchPart(bundle, whole, terms, engine, { onBytes, onEntry, onOpened })
      : await checkPart(bundle, whole, terms, engine, onBytes)
  return { parts: [part], sums: { entries: sums.entries.end(), openings: sums.openings.end() } }
}

/** Null where it was not asked for, and where anything was found or a part does not follow on the one before it. */
async function readInParts(
  request: Request,
  { container }: SignedBundle,
  terms: Terms,
): Promise<Reading | null> {
  const { bundle, inParts } = request
  if (!inParts) return null
  const whole = membersOf(container)
  const progress = progressOf(request, whole)
  const divided = await divide(bundle, whole, inParts.partBytes)
  // The sums first: each is one long piece of work, and parts fill up what time is left beside it.
  const [openings, entries, ...parts] = await Promise.all([
    inParts.sum(whole.openings),
    inParts.sum(whole.entries),
    ...divided.map(async (part) => {
      const checked = await inParts.check(part, terms)
      progress(part.entries.bytes + part.openings.bytes)
      return checked
    }),
  ])
  return followOn(parts) ? { parts, sums: { entries, openings } } : null
}

function membersOf(container: SignedBundle['container']): Part {
  return { entries: container['entries.jsonl'], openings: container['openings.jsonl'] }
}

/** Tells whoever asked how far it is, each time that so many more bytes are done. */
function progressOf({ onProgress }: Request, { entries, openings }: Part): (bytes: number) => void {
  const total = entries.bytes + openings.bytes
  let done = 0
  return (bytes) => {
    done += bytes
    onProgress?.(done, total)
  }
}

/** Whether nothing was found in any part, and the entries of each stand behind those of the one before it. */
function followOn(parts: readonly CheckedPart[]): boolean {
  let next = 0
  return parts.every((part) => {
    const follows = part.first >= next
    next = part.next
    return follows && !part.stopped && part.openings.found.length === 0
  })
}

function conclude(
  { parts, sums }: Reading,
  { container, manifest, parsedProofs, signed }: SignedBundle,
  previous: Checkpoint | null,
  engine: Engine,
): Walked {
  const values = { opened: 0, masked: 0, erased: 0, notReadable: 0, sealed: 0 }
  for (const part of parts)
    for (const kind of Object.keys(values) as (keyof Values)[]) values[kind] += part.openings.values[kind]
  const stopped = parts.find((part) => part.stopped)?.stopped
  if (stopped) return { found: [stopped], whole: false, values, rootThen: null, rangeRoot: null }

  const range = new RangeCheck(manifest)
  const tree = new TreeCheck(
    {
      from: manifest.from,
      to: manifest.to,
      size: signed.size,
      root: signed.root,
      proofs: { blocks: parsedProofs.blocks, gaps: parsedProofs.gaps },
      rootWantedAt: previous?.size ?? null,
    },
    engine,
  )
  for (const nodes of parts.flatMap((part) => part.nodes)) {
    nodes.starts.forEach((start, index) => range.add(start, 2 ** (nodes.levels[index] ?? 0)))
    tree.add(nodes)
  }
  const { proven, changed, rootThen, rangeRoot } = tree.end()
  const exported = parts.find((part) => part.exported)?.exported
  const found = range.end()
  if (!exported) found.push({ code: 'export-missing', seq: manifest.export })
  if (!proven) found.push({ code: 'root-differs', ...changed })
  if (exported && !exportFits(exported, manifest))
    found.push({ code: 'export-differs', seq: manifest.export })
  found.push(...parts.flatMap((part) => part.openings.found))
  const openingsWhole = parts.every((part) => part.openings.whole)
  if (exported && openingsWhole && !commitsToOpenings(exported, manifest, sums.openings.sha256, engine))
    found.push({ code: 'openings-changed', file: 'openings.jsonl' })
  if (!fits('entries')) found.push({ code: 'file-changed', file: 'entries.jsonl' })
  if (openingsWhole && !fits('openings')) found.push({ code: 'file-changed', file: 'openings.jsonl' })
  return { found, whole: true, values, rootThen, rangeRoot }

  function fits(name: keyof Part): boolean {
    const { crc, sha256 } = sums[name]
    return crc === container[fileOf[name]].crc && sha256 === manifest.files[fileOf[name]]?.sha256
  }
}
