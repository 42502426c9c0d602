import { readPieces } from '../container/read-pieces.ts'
import type { Engine } from '../engine.ts'
import type { Checkpoint } from '../log/checkpoint.ts'
import type { Finding } from '../report/finding.ts'
import type { Values } from '../report/report.ts'
import { commitsToOpenings, exportFits } from './check-export.ts'
import type { SignedBundle } from './check-signed.ts'
import { type CheckedPart, checkPart, type Terms, watchPart } from './check-part.ts'
import { divide, type Part } from './divide.ts'
import { RangeCheck } from './range-check.ts'
import { Sums } from './read-bundle.ts'
import type { Request } from './request.ts'
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
  sums: Record<keyof Part, Sums>
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
  const whole = { entries: container['entries.jsonl'], openings: container['openings.jsonl'] }
  const { sums, onBytes } = summing(request, whole)
  const part =
    onEntry || onOpened
      ? await watchPart(bundle, whole, terms, engine, { onBytes, onEntry, onOpened })
      : await checkPart(bundle, whole, terms, engine, onBytes)
  return { parts: [part], sums }
}

/** Null where it was not asked for, and where anything was found or a part does not follow on the one before it. */
async function readInParts(
  request: Request,
  { container }: SignedBundle,
  terms: Terms,
): Promise<Reading | null> {
  const { bundle, inParts } = request
  if (!inParts) return null
  const whole = { entries: container['entries.jsonl'], openings: container['openings.jsonl'] }
  const { sums, onBytes } = summing(request, whole)
  const sum = async (name: keyof Part) => {
    for await (const piece of readPieces(bundle, whole[name])) onBytes[name](piece)
  }
  const checked = inParts.check(await divide(bundle, whole, inParts.partBytes), terms)
  const [parts] = await Promise.all([checked, sum('entries').then(() => sum('openings'))])
  return followOn(parts) ? { parts, sums } : null
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
  const openingSums = parts.every((part) => part.openings.whole) ? sums.openings.end() : null
  if (exported && openingSums && !commitsToOpenings(exported, manifest, openingSums.sha256, engine))
    found.push({ code: 'openings-changed', file: 'openings.jsonl' })
  if (!fits('entries', sums.entries.end())) found.push({ code: 'file-changed', file: 'entries.jsonl' })
  if (openingSums && !fits('openings', openingSums))
    found.push({ code: 'file-changed', file: 'openings.jsonl' })
  return { found, whole: true, values, rootThen, rangeRoot }

  function fits(name: keyof Part, { crc, sha256 }: ReturnType<Sums['end']>): boolean {
    return crc === container[fileOf[name]].crc && sha256 === manifest.files[fileOf[name]]?.sha256
  }
}

/** The checksums of both files, fed by whoever reads them. */
function summing({ engine, onProgress }: Request, { entries, openings }: Part) {
  const total = entries.bytes + openings.bytes
  let done = 0
  const sums = { entries: new Sums(engine), openings: new Sums(engine) }
  const onBytes = (name: keyof Part) => (bytes: Uint8Array) => {
    sums[name].update(bytes)
    done += bytes.length
    onProgress?.(done, total)
  }
  return { sums, onBytes: { entries: onBytes('entries'), openings: onBytes('openings') } }
}
