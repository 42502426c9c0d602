import { type DocumentId, StaffId } from '../../core/ids.ts'
import { useMembers } from '../members.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/fields/date-field.tsx'
import { SearchField } from '../ui/fields/search-field.tsx'
import { Select } from '../ui/fields/select.tsx'
import { Chip } from '../ui/marks/chip.tsx'
import { Popover } from '../ui/overlays/popover.tsx'
import { useWorkspace } from '../workspace.tsx'
import { dayAsTyped, shortDate } from './day.ts'
import type { EntryNames } from './entry/entry-names.ts'
import { type EntryFamily, familyWords } from './entry/entry-words.ts'
import type { LogEntry } from './log.ts'
import type { LogFilter } from './log-rows.ts'
import styles from './log-filters.module.css'

export interface LogFiltersProps {
  filter: LogFilter
  onFilter: (filter: LogFilter) => void
  names: EntryNames
  /** The newest entries: who an auditor may look for. */
  newest: readonly LogEntry[]
  /** What the document that is looked for is called. */
  documentTitle: (document: DocumentId) => string
}

const all = 'all'
const kinds: readonly { id: EntryFamily | typeof all; label: string }[] = [
  { id: all, label: 'All kinds' },
  { id: 'answers', label: familyWords.answers },
  { id: 'documents', label: familyWords.documents },
  { id: 'people', label: familyWords.people },
  { id: 'openings', label: familyWords.openings },
  { id: 'checks', label: familyWords.checks },
]

/** Which entries of the log are shown: whose, of which kind, about what, from when, and with which words. */
export function LogFilters({ filter, onFilter, names, newest, documentTitle }: LogFiltersProps) {
  const people = usePeople(newest, names, filter.person)
  return (
    <div className={styles['filters']}>
      <div className={styles['words']}>
        <SearchField
          label="Filter the log"
          placeholder="Filter by words"
          value={filter.text}
          onChange={(text) => onFilter({ ...filter, text })}
        />
      </div>
      <Select
        label="Person"
        isLabelHidden
        items={people}
        value={filter.person ?? all}
        onChange={(id) => onFilter({ ...filter, person: id === all ? null : StaffId.parse(id) })}
      />
      <Select
        label="Kind of entry"
        isLabelHidden
        items={kinds}
        value={filter.family ?? all}
        onChange={(id) => onFilter({ ...filter, family: id === all ? null : id })}
      />
      <Dates filter={filter} onFilter={onFilter} />
      {filter.document !== null && (
        <Chip
          icon="documents"
          removeLabel="All documents"
          onRemove={() => onFilter({ ...filter, document: null })}
        >
          <bdi>{documentTitle(filter.document)}</bdi>
        </Chip>
      )}
    </div>
  )
}

/** Owners choose among the members; auditors among the codes that the newest entries speak of. */
function usePeople(newest: readonly LogEntry[], names: EntryNames, chosen: StaffId | null) {
  const { data } = useMembers()
  const { member: self } = useWorkspace().about
  const ids = new Set<string>(data?.members.map(({ id }) => id) ?? [self])
  for (const { actor } of newest) if (actor !== null) ids.add(actor)
  if (chosen !== null) ids.add(chosen)
  const people = [...ids].map((id) => ({ id, label: names.person(id) }))
  return [{ id: all, label: 'Everybody' }, ...people.toSorted((a, b) => a.label.localeCompare(b.label))]
}

function Dates({ filter, onFilter }: Pick<LogFiltersProps, 'filter' | 'onFilter'>) {
  const { from, to } = filter
  const last = (days: number) => () => {
    const nowMs = Date.now()
    onFilter({ ...filter, from: dayAsTyped(nowMs - (days - 1) * 86_400_000), to: dayAsTyped(nowMs) })
  }
  return (
    <Popover
      label="Dates"
      content={
        <div className={styles['dates']}>
          <DateField label="From" value={from} onChange={(day) => onFilter({ ...filter, from: day })} />
          <DateField label="To" value={to} onChange={(day) => onFilter({ ...filter, to: day })} />
          <div className={styles['quick']}>
            <Button size="sm" onPress={last(1)}>
              Today
            </Button>
            <Button size="sm" onPress={last(7)}>
              7 days
            </Button>
            <Button size="sm" onPress={last(30)}>
              30 days
            </Button>
            <Button size="sm" variant="quiet" onPress={() => onFilter({ ...filter, from: '', to: '' })}>
              All dates
            </Button>
          </div>
        </div>
      }
    >
      <Button icon="calendar">{datesWords(from, to)}</Button>
    </Popover>
  )
}

function datesWords(from: string, to: string): string {
  if (from === '' && to === '') return 'All dates'
  if (from === to) return shortDate(from)
  if (to === '') return `From ${shortDate(from)}`
  return from === '' ? `To ${shortDate(to)}` : `${shortDate(from)} – ${shortDate(to)}`
}
