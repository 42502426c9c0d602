import { canonicalJson } from '../audit/canonical-json.ts'
import { openCheckpoint } from '../audit/checkpoint.ts'
import type { Log } from '../audit/log.ts'
import { BulkheadError } from '../errors.ts'
import type { Access } from '../workspace/access.ts'
import { bundleFormat, bundleVersion } from './bundle-format.ts'
import type { ExportPlan } from './export-plan.ts'
import { noValues, type ReleaseCounts } from './opening-lines.ts'
import type { Output } from './output.ts'
import { proofLine } from './proofs.ts'
import { readme } from './readme.ts'
import { eachPage, type Pages, turnByTurn } from './pages.ts'
import { releasedEntries } from './released-entries.ts'
import { type Leaf, namingEntries } from './shown-entries.ts'
import { type Member, StoredZip } from './stored-zip.ts'

export interface Export {
  access: Access
  log: Log
  plan: ExportPlan
  /** Where the bundle goes. */
  output: Output
  /** Size of an earlier state that the bundle shows this one to continue; null: that of the last export, if any. */
  since: number | null
  /** Ed25519, 32 bytes. */
  signingKey: Uint8Array
  /** Has main sign the log as it is; false where main refused. */
  readonly sign: () => Promise<boolean>
  signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

/** What was exported. */
export interface ExportedLog extends ExportPlan {
  /** Sequence of the export's own entry. */
  entry: number
  /** Of the log, as signed for the bundle. */
  size: number
  root: Uint8Array
  bytes: number
  values: ReleaseCounts
}

/**
 * Writes an audit bundle: docs/audit-bundle.md. `log.export-began` is durable before anything is written, `log.exported`
 * with the hash of the openings before the file has its name; the checkpoint is signed after it, so that a bundle holds
 * the entry of its own export (A1). Entries are streamed; a cancelled or failed export leaves no file.
 *
 * @throws BulkheadError `disk-full`, `not-writable`, `cancelled`, `log-unwritable`
 */
export async function exportLog(request: Export): Promise<ExportedLog> {
  const { access, plan, output: file } = request
  try {
    access.write((writer) =>
      writer.record({ type: 'log.export-began', outcome: 'done', about: plan, sealed: {} }),
    )
    const exported = await write(request, file)
    file.finish()
    return exported
  } catch (error) {
    file.discard()
    recordFailure(request)
    throw error
  }
}

/** A full disk may refuse this entry too; that it began without an end is on record then. */
function recordFailure({ access, plan, signal }: Export): void {
  try {
    access.write((writer) =>
      writer.record({
        type: 'log.exported',
        outcome: signal.aborted ? 'stopped' : 'failed',
        about: plan,
        sealed: { openings: '' },
      }),
    )
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
  }
}

async function write(request: Export, file: Output): Promise<ExportedLog> {
  const { access, log, plan, signingKey } = request
  const zip = new StoredZip(file)
  const files: Record<string, Member> = { 'README.txt': zip.add('README.txt', readme) }
  const context = await turnByTurn(request.signal, namingEntries(log, plan))
  const { openings, values } = await writeOpenings(request, zip, context)
  files['openings.jsonl'] = openings

  const entries = zip.begin('entries.jsonl')
  await eachPage(pagesOf(request, context, 1), (page) =>
    entries.write(page.map(({ leaf }) => `${leaf}\n`).join('')),
  )
  const entry = access.write((writer) =>
    writer.record({
      type: 'log.exported',
      outcome: 'done',
      about: plan,
      sealed: { openings: openings.sha256 },
    }),
  )
  entries.write(`${canonicalJson(entry)}\n`)
  files['entries.jsonl'] = entries.end()

  const { size, note } = await signedBeyond(request, entry.seq)
  const proofs = zip.begin('proofs.json')
  for (const piece of proofLine(log, {
    shown: [
      ...context.map(({ seq }) => [seq, seq + 1] as const),
      [plan.from, plan.to],
      [entry.seq, entry.seq + 1],
    ],
    from: plan.from,
    to: plan.to,
    size,
    since: request.since ?? sizeAtLastExport(log, entry.seq, size),
  }))
    proofs.write(piece)
  files['proofs.json'] = proofs.end()
  files['checkpoint'] = zip.add('checkpoint', note)
  const manifest = {
    ...plan,
    format: bundleFormat,
    version: bundleVersion,
    log: log.id,
    key: hex(signingKey),
    export: entry.seq,
    salt: hex(access.reader.openings.exportSalt(entry.seq)),
    files,
  }
  zip.add('manifest.json', `${canonicalJson(manifest)}\n`)
  zip.end()
  const { root } = openCheckpoint(note, signingKey)
  return { ...plan, entry: entry.seq, size, root, bytes: file.bytes, values }
}

async function writeOpenings(
  request: Export,
  zip: StoredZip,
  context: readonly Leaf[],
): Promise<{ openings: Member; values: ReleaseCounts }> {
  const values = noValues()
  const member = zip.begin('openings.jsonl')
  await eachPage(pagesOf(request, context, 0), (page) => {
    for (const { lines } of releasedEntries(request, page, values))
      member.write(lines.map((line) => `${line}\n`).join(''))
  })
  return { openings: member.end(), values }
}

/** The bundle goes through its entries twice, for the openings and for the entries themselves. */
function pagesOf({ log, plan, signal, onProgress }: Export, context: readonly Leaf[], pass: 0 | 1): Pages {
  const total = context.length + plan.to - plan.from
  return { log, plan, context, signal, onPage: (done) => onProgress(total * pass + done, total * 2) }
}

/** The first checkpoint that covers the entry, after main has been asked to sign. */
async function signedBeyond({ log, sign }: Export, seq: number): Promise<{ size: number; note: string }> {
  const signed = await sign()
  const checkpoint = log.checkpointBeyond(seq)
  if (!signed || !checkpoint)
    throw new BulkheadError(
      'log-unwritable',
      'The log could not be signed, so nothing was exported. Check it.',
    )
  return checkpoint
}

/** The size in the checkpoint of the export before this one; null where there is none, or none that is older. */
function sizeAtLastExport(log: Log, before: number, size: number): number | null {
  const last = log.lastDone('log.exported', before)
  const then = last === null ? null : log.checkpointBeyond(last)
  return then !== null && then.size < size ? then.size : null
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
