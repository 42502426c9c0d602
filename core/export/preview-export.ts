import type { Log } from '../audit/log.ts'
import type { ExportedEntry } from '../contract/workspace/export.ts'
import type { Access } from '../workspace/access.ts'
import type { ExportPlan } from './export-plan.ts'
import { noValues, type ReleaseCounts } from './opening-lines.ts'
import { eachPage, turnByTurn } from './pages.ts'
import { type ReleasedEntry, releasedEntries } from './released-entries.ts'
import { namingEntries } from './shown-entries.ts'

/** Entries that are shown whole. */
const mostSamples = 8

export interface ExportPreview {
  from: number
  to: number
  naming: number
  firstMs: number
  lastMs: number
  values: ReleaseCounts
  bytes: number
  samples: ExportedEntry[]
}

/**
 * What a bundle of that plan would hold, without writing one. Records that somebody looked, before anything is read
 * (A1).
 *
 * @throws BulkheadError `cancelled`, `log-unwritable`
 */
export async function previewExport(request: {
  access: Access
  log: Log
  plan: ExportPlan
  signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}): Promise<ExportPreview> {
  const { access, log, plan, signal, onProgress } = request
  access.write((writer) =>
    writer.record({ type: 'log.export-previewed', outcome: 'done', about: plan, sealed: {} }),
  )
  const context = await turnByTurn(signal, namingEntries(log, plan))
  const values = noValues()
  const telling = new Map<string, ReleasedEntry>()
  let bytes = 0
  let times: { firstMs: number; lastMs: number } | null = null
  const total = context.length + plan.to - plan.from
  await eachPage({ log, plan, context, signal, onPage: (done) => onProgress(done, total) }, (page) => {
    for (const released of releasedEntries(request, page, values)) {
      const { seq, leaf, lines, entry } = released
      for (const line of [leaf, ...lines]) bytes += Buffer.byteLength(line) + 1
      if (seq < plan.from) continue
      // Of each kind the one that tells most, and of those that tell as much the newest.
      const best = telling.get(entry.type)
      if (!best || lines.filter(isRead).length >= best.lines.filter(isRead).length)
        telling.set(entry.type, released)
      times = { firstMs: times?.firstMs ?? entry.at, lastMs: entry.at }
    }
  })
  const { firstMs, lastMs } = times ?? { firstMs: 0, lastMs: 0 }
  const samples = mostTelling([...telling.values()])
  return { from: plan.from, to: plan.to, naming: context.length, firstMs, lastMs, values, bytes, samples }
}

const withheld = /,"withheld":"(erased|not-readable)"\}$/

function isRead(line: string): boolean {
  return !withheld.test(line)
}

/** Those with the most sealed values say most about what a level releases; of those with as many, the newest. */
function mostTelling(entries: readonly ReleasedEntry[]): ExportedEntry[] {
  const sealed = ({ entry }: ReleasedEntry) => Object.keys(entry.sealed).length
  return entries
    .toSorted((one, other) => sealed(other) - sealed(one) || other.seq - one.seq)
    .slice(0, mostSamples)
    .sort((one, other) => one.seq - other.seq)
    .map(({ leaf, lines }) => ({ leaf, openings: lines }))
}
