import { Entry } from '../audit/entry.ts'
import type { Access } from '../workspace/access.ts'
import type { KeptOpening } from '../workspace/opening-reader.ts'
import type { ExportPlan } from './export-plan.ts'
import { openingLines, type ReleaseCounts } from './opening-lines.ts'
import type { Leaf } from './shown-entries.ts'

/** An entry with the lines that a bundle holds of what is sealed in it. */
export interface ReleasedEntry extends Leaf {
  entry: Entry
  lines: string[]
}

/** What a bundle releases of one page of entries; a bundle and the look at it beforehand are both made of this. */
export function* releasedEntries(
  { access, plan }: { access: Access; plan: ExportPlan },
  page: readonly Leaf[],
  values: ReleaseCounts,
): Generator<ReleasedEntry> {
  const [first, last] = [page[0], page.at(-1)]
  const kept =
    first && last && plan.level !== 'proof'
      ? Map.groupBy(access.reader.openings.between(first.seq, last.seq + 1), ({ seq }) => seq)
      : new Map<number, KeptOpening[]>()
  for (const one of page) {
    const entry = Entry.parse(JSON.parse(one.leaf))
    yield { ...one, entry, lines: openingLines(entry, kept.get(one.seq) ?? [], plan, values) }
  }
}
