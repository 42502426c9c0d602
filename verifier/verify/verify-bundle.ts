import { type Entry, parseEntry } from '../bundle/entry.ts'
import type { ByteSource } from '../container/byte-source.ts'
import type { Engine } from '../engine.ts'
import { toHex } from '../hex.ts'
import { parseCanonical } from '../json/canonical-json.ts'
import { decodeUtf8 } from '../json/decode-utf8.ts'
import { type LineBatch, Lines } from '../json/lines.ts'
import type { Checkpoint } from '../log/checkpoint.ts'
import { verifyConsistency } from '../log/verify-consistency.ts'
import { commitsToOpenings, exportFits } from './check-export.ts'
import { checkPrevious, readPrevious } from './check-previous.ts'
import { checkSigned, type SignedBundle } from './check-signed.ts'
import { type Checked, exitCodes, type Finding, type FindingCode, verdictOf } from '../report/finding.ts'
import { type OnOpened, OpeningCheck } from './opening-check.ts'
import { checkFiles, readBundle, Sums } from './read-bundle.ts'
import { RangeCheck } from './range-check.ts'
import type { Report, Shown, Told, Values } from '../report/report.ts'
import { treeHere, type TreeInput, type TreeWork } from './tree-check.ts'

export interface Request {
  bundle: ByteSource
  /** Of the firm's key, 32 hex digits, from elsewhere than the bundle. */
  fingerprint: string
  /** An earlier bundle or checkpoint, or null. */
  previous: ByteSource | null
  engine: Engine
  /** Where the tree is built; without it, on this thread. */
  treeWork?: (input: TreeInput, engine: Engine) => TreeWork
  onProgress?: (done: number, total: number) => void
  /** Each entry in order, as it is read; what they come to is not known before the end. */
  onEntry?: (entry: Entry) => void
  /** Each value that was checked against its commitment. */
  onOpened?: OnOpened
}

/** Verifies a bundle: the steps of docs/audit-bundle.md, section 10. Reads it once, a few megabytes at a time. */
export async function verifyBundle(request: Request): Promise<Report> {
  const { bundle: source, engine } = request
  const { value: open, found } = await readBundle(source, request.fingerprint, engine)
  if (found) return report([found])
  const changed = await checkFiles(source, open, engine)
  const signed = checkSigned(open, engine)
  if (signed.found) return report([...changed, signed.found])
  const bundle = signed.value
  const shown = shownOf(bundle)
  const previous = request.previous === null ? null : await readPrevious(request.previous, bundle.key, engine)

  const walked = await walk(request, bundle, previous?.value ?? null)
  if (!walked.whole) return report([...changed, ...walked.found], shown)
  const rest = [
    ...(consistencyHolds(bundle, engine) ? [] : [finding('consistency')]),
    ...previousFindings(bundle, previous, walked.rootThen),
  ]
  return report([...changed, ...walked.found, ...rest], shown, {
    values: walked.values,
    rangeRoot: walked.rangeRoot && toHex(walked.rangeRoot),
    previous: previous?.value?.size ?? null,
  })
}

interface Walked {
  found: Finding[]
  /** Whether every entry could be read. */
  whole: boolean
  values: Values
  rootThen: Uint8Array | null
  rangeRoot: Uint8Array | null
}

/** Steps 4 to 6: entries and openings side by side. */
async function walk(request: Request, bundle: SignedBundle, previous: Checkpoint | null): Promise<Walked> {
  const { engine, treeWork = treeHere } = request
  const { manifest, parsedProofs, signed } = bundle
  const tree = treeWork(
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
  try {
    return await walkWith(tree, request, bundle)
  } finally {
    await tree.drop()
  }
}

async function walkWith(tree: TreeWork, request: Request, bundle: SignedBundle): Promise<Walked> {
  const { engine, onEntry } = request
  const { manifest, signed } = bundle
  const [entryFile, openingFile] = openFiles(request, bundle)
  const range = new RangeCheck(manifest, signed.size)
  const openings = new OpeningCheck(openingFile.lines, manifest, engine, request.onOpened)
  const stop = (code: FindingCode, seq: number | null): Walked => {
    const found: Finding[] = [{ code, file: 'entries.jsonl', ...(seq === null ? {} : { seq }) }]
    return { found, whole: false, values: openings.values, rootThen: null, rangeRoot: null }
  }

  for (let batch = await entryFile.lines.next(); batch; batch = await entryFile.lines.next()) {
    const entries: Entry[] = []
    for (let line = 0; line < batch.ends.length; line += 1) {
      const entry = entryAt(batch, line)
      if (!entry) return stop('entry-form', null)
      if (!range.add(entry)) return stop('entry-order', entry.seq)
      entries.push(entry)
      onEntry?.(entry)
    }
    await tree.add({ ...batch, seqs: entries.map(({ seq }) => seq) })
    await openings.take(entries)
  }
  if (entryFile.lines.broken) return stop('entry-form', null)
  await openings.end()

  const { proven, changed, rootThen, rangeRoot } = await tree.end()
  const found = range.end()
  if (!proven) found.push({ code: 'root-differs', ...changed })
  const exported = range.export
  if (exported && !exportFits(exported, manifest))
    found.push({ code: 'export-differs', seq: manifest.export })
  found.push(...openings.found)
  const openingSums = openings.stopped ? null : openingFile.sums.end()
  if (exported && openingSums && !commitsToOpenings(exported, manifest, openingSums.sha256, engine))
    found.push({ code: 'openings-changed', file: 'openings.jsonl' })
  if (!fits('entries.jsonl', entryFile.sums.end(), bundle))
    found.push({ code: 'file-changed', file: 'entries.jsonl' })
  if (openingSums && !fits('openings.jsonl', openingSums, bundle))
    found.push({ code: 'file-changed', file: 'openings.jsonl' })
  return { found, whole: true, values: openings.values, rootThen, rangeRoot }
}

type LineFileName = 'entries.jsonl' | 'openings.jsonl'

function openFiles({ bundle, engine, onProgress }: Request, { container }: SignedBundle) {
  const total = container['entries.jsonl'].bytes + container['openings.jsonl'].bytes
  let done = 0
  const open = (name: LineFileName) => {
    const sums = new Sums(engine)
    const lines = new Lines(bundle, container[name], (bytes) => {
      sums.update(bytes)
      done += bytes.length
      onProgress?.(done, total)
    })
    return { lines, sums }
  }
  return [open('entries.jsonl'), open('openings.jsonl')] as const
}

function fits(
  name: LineFileName,
  sums: ReturnType<Sums['end']>,
  { container, manifest }: SignedBundle,
): boolean {
  return sums.crc === container[name].crc && sums.sha256 === manifest.files[name]?.sha256
}

function entryAt({ bytes, starts, ends }: LineBatch, line: number): Entry | null {
  const text = decodeUtf8(bytes.subarray(starts[line], ends[line]))
  return text === null ? null : parseEntry(parseCanonical(text))
}

function consistencyHolds({ parsedProofs, signed }: SignedBundle, engine: Engine): boolean {
  const { consistency } = parsedProofs
  return consistency === null || verifyConsistency(consistency, signed, consistency.hashes, engine)
}

function previousFindings(
  bundle: SignedBundle,
  previous: Checked<Checkpoint> | null,
  rootThen: Uint8Array | null,
): Finding[] {
  if (previous === null) return []
  return previous.found ? [previous.found] : checkPrevious(bundle, previous.value, rootThen)
}

function shownOf({ manifest, signed }: SignedBundle): Shown {
  const { level, masked, log, key, from, to } = manifest
  return {
    level,
    masked,
    log,
    key,
    from,
    to,
    export: manifest.export,
    size: signed.size,
    root: toHex(signed.root),
    signedMs: signed.signedMs,
  }
}

function finding(code: FindingCode): Finding {
  return { code }
}

function report(found: readonly Finding[], shown: Shown | null = null, told: Told | null = null): Report {
  const verdict = verdictOf(found)
  // What decides comes first.
  const findings = [...found].sort(
    (a, b) => Number(verdictOf([b]) === verdict) - Number(verdictOf([a]) === verdict),
  )
  return { verdict, exit: exitCodes[verdict], findings, shown, told }
}
