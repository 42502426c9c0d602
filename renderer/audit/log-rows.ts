import type { DocumentId, StaffId } from '../../core/ids.ts'
import type { ListGroup } from '../ui/lists/list.tsx'
import { dayOf, dayWords, startOfDay } from './day.ts'
import type { EntryNames } from './entry/entry-names.ts'
import { type EntryFamily, entryWords, typesOf } from './entry/entry-words.ts'
import type { AskedEntries, LogEntry } from './log.ts'

export interface LogFilter {
  family: EntryFamily | null
  /** What they did, and what was done about them. */
  person: StaffId | null
  document: DocumentId | null
  /** Days as "2025-07-14", both included; an empty text is no end. */
  from: string
  to: string
  /** Words, each of which is in what an entry says, or in who did it. */
  text: string
}

export const wholeLog: LogFilter = { family: null, person: null, document: null, from: '', to: '', text: '' }

export function isFiltering(filter: LogFilter): boolean {
  return JSON.stringify({ ...filter, text: filter.text.trim() }) !== JSON.stringify(wholeLog)
}

/** What the log itself can tell apart. Words stand in no entry: they are looked for in what has come. */
export function askedOf({ family, person, document, from, to }: LogFilter): AskedEntries {
  return {
    person,
    document,
    types: family === null ? null : typesOf(family),
    fromMs: from === '' ? null : startOfDay(from, 0),
    beforeMs: to === '' ? null : startOfDay(to, 1),
  }
}

export function withWords(
  entries: readonly LogEntry[],
  text: string,
  names: EntryNames,
): readonly LogEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  return entries.filter((entry) => {
    const said = `${entryWords(entry, names)} ${actorWords(entry, names)} ${entry.seq}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

/** Newest first, under the days on which they happened. What a day is, is worked out once for each. */
export function byDay(entries: readonly LogEntry[], nowMs: number): ListGroup<LogEntry>[] {
  const days: { id: string; label: string; items: LogEntry[]; startMs: number; endMs: number }[] = []
  for (const entry of entries) {
    const last = days.at(-1)
    if (last && entry.at >= last.startMs && entry.at < last.endMs) last.items.push(entry)
    else {
      const date = new Date(entry.at)
      const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
      days.push({
        // A day comes twice where the clock was once wrong; an entry stands under it only once.
        id: `${dayOf(entry.at)} ${entry.seq}`,
        label: dayWords(entry.at, nowMs),
        items: [entry],
        startMs: new Date(year, month, day).getTime(),
        endMs: new Date(year, month, day + 1).getTime(),
      })
    }
  }
  return days
}

/** Who did it; what nobody did, the app did. */
export function actorWords({ actor }: Pick<LogEntry, 'actor'>, { person }: EntryNames): string {
  return actor === null ? 'Bulkhead' : person(actor)
}
