import type { Log } from '../audit/log.ts'
import { Entry } from '../audit/entry.ts'
import { releases } from '../audit/sealed-class.ts'
import type { ExportPlan } from './export-plan.ts'

/** An entry as it goes into a bundle. */
export interface Leaf {
  seq: number
  leaf: string
}

/** Entries that are read between two turns of the event loop. */
const pageEntries = 2_000

/** The types that name what others name by id alone. */
const naming = ['workspace.created', 'member.added', 'group.added', 'document.added'] as const
const marks = naming.map((type) => `"type":"${type}"`)

/** Page by page: the entries that a bundle shows, without the one of the export itself. */
export function* shownEntries(
  log: Log,
  { from, to }: ExportPlan,
  before: readonly Leaf[],
): Generator<Leaf[]> {
  // They lie far apart: one at a time, since openings are read by stretches.
  for (const one of before) yield [one]
  for (let seq = from; seq < to; seq += pageEntries) yield log.leaves(seq, Math.min(pageEntries, to - seq))
}

/**
 * Entries before the range that hold a name of a person, group or document that the range speaks of: without them a
 * bundle with names would show codes. None where no names are released.
 */
export function* namingEntries(log: Log, plan: ExportPlan): Generator<null, Leaf[]> {
  if (plan.from === 0 || !releases(plan.level, 'member.added', 'name')) return []
  const spoken = new Set<string>()
  for (const page of shownEntries(log, plan, [])) {
    for (const { leaf } of page) for (const id of idsIn(leaf)) spoken.add(id)
    yield null
  }
  const found: Leaf[] = []
  for (const page of shownEntries(log, { ...plan, from: 0, to: plan.from }, [])) {
    for (const one of page)
      if (marks.some((mark) => one.leaf.includes(mark)) && names(one.leaf, spoken)) found.push(one)
    yield null
  }
  return found
}

function names(leaf: string, spoken: ReadonlySet<string>): boolean {
  const { type, about } = Entry.parse(JSON.parse(leaf))
  switch (type) {
    case 'workspace.created':
      return true
    case 'member.added':
    case 'group.added':
    case 'document.added': {
      const id = about[type === 'member.added' ? 'member' : type === 'group.added' ? 'group' : 'document']
      return typeof id === 'string' && spoken.has(id)
    }
    default:
      return false
  }
}

/** Ids in the plain part of an entry; a commitment is longer. */
function idsIn(leaf: string): string[] {
  return leaf.match(/(?<=")[0-9a-f]{32}(?=")/g) ?? []
}
