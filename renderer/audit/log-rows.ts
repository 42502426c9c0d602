import type { ListGroup } from '../ui/lists/list.tsx'
import { dayOf, dayWords } from './day.ts'
import type { EntryNames } from './entry/entry-names.ts'
import { type EntryFamily, entryWords, familyOf } from './entry/entry-words.ts'
import type { LogEntry } from './log.ts'

export interface LogFilter {
  family: EntryFamily | null
  /** Words, each of which is in what an entry says, or in who did it. */
  text: string
}

export const wholeLog: LogFilter = { family: null, text: '' }

export function isFiltering({ family, text }: LogFilter): boolean {
  return family !== null || text.trim() !== ''
}

export function filteredLog(
  entries: readonly LogEntry[],
  { family, text }: LogFilter,
  names: EntryNames,
): LogEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    if (family !== null && familyOf(entry.type) !== family) return false
    if (words.length === 0) return true
    const said = `${entryWords(entry, names)} ${actorWords(entry, names)} ${entry.seq}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

/** Newest first, under the days on which they happened. */
export function byDay(entries: readonly LogEntry[], nowMs: number): ListGroup<LogEntry>[] {
  const days = Map.groupBy(entries, ({ at }) => dayOf(at))
  return [...days].map(([id, items]) => ({ id, label: dayWords(items[0]?.at ?? 0, nowMs), items }))
}

/** Who did it; what nobody did, the app did. */
export function actorWords({ actor }: LogEntry, { person }: EntryNames): string {
  return actor === null ? 'Bulkhead' : person(actor)
}
