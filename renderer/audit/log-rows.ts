import { dayOf, dayWords } from './day.ts'
import type { EntryNames } from './entry/entry-names.ts'
import { type EntryFamily, entryWords, familyOf } from './entry/entry-words.ts'
import type { LogEntry } from './log.ts'

/** One line of the list: a day, or something that happened on it. */
export type LogRow =
  { kind: 'day'; key: string; words: string } | { kind: 'entry'; key: string; entry: LogEntry }

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
export function logRows(entries: readonly LogEntry[], nowMs: number): LogRow[] {
  const rows: LogRow[] = []
  let day: string | null = null
  for (const entry of entries) {
    const own = dayOf(entry.at)
    if (own !== day) rows.push({ kind: 'day', key: `day ${own}`, words: dayWords(entry.at, nowMs) })
    day = own
    rows.push({ kind: 'entry', key: String(entry.seq), entry })
  }
  return rows
}

/** Who did it; what nobody did, the app did. */
export function actorWords({ actor }: LogEntry, { person }: EntryNames): string {
  return actor === null ? 'Bulkhead' : person(actor)
}
