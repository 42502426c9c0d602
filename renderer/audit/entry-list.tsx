import type { UIEvent } from 'react'
import { classNames } from '../ui/class-names.ts'
import { Icon } from '../ui/icon.tsx'
import { List, type ListGroup } from '../ui/lists/list.tsx'
import { clockWords, momentWords } from './day.ts'
import { entryIcon, isBad } from './entry/entry-icon.ts'
import type { EntryNames } from './entry/entry-names.ts'
import { entryWords } from './entry/entry-words.ts'
import styles from './entry-list.module.css'
import type { LogEntry } from './log.ts'
import { actorWords } from './log-rows.ts'

export interface EntryListProps {
  days: readonly ListGroup<LogEntry>[]
  names: EntryNames
  /** The entry that is shown beside the list. */
  shown: number | null
  onOpen: (seq: number) => void
  /** The end of what is loaded is near. */
  onEnd: () => void
}

/** In px: some way before the end, so that nobody waits there. */
const nearEnd = 600

/** What happened, day by day. Arrow keys only go through it: an entry is opened on purpose, since that is an entry. */
export function EntryList({ days, names, shown, onOpen, onEnd }: EntryListProps) {
  function look({ target }: UIEvent) {
    if (!(target instanceof Element)) return
    if (target.scrollHeight - target.scrollTop - target.clientHeight < nearEnd) onEnd()
  }
  return (
    <div className={styles['frame']} onScrollCapture={look}>
      <List
        label="Entries, newest first"
        groups={days}
        itemId={({ seq }) => String(seq)}
        itemLabel={(entry) => entryWords(entry, names)}
        estimatedHeight={28}
        onOpen={(id) => onOpen(Number(id))}
      >
        {(entry) => <EntryRow entry={entry} names={names} isShown={entry.seq === shown} />}
      </List>
    </div>
  )
}

interface EntryRowProps {
  entry: LogEntry
  names: EntryNames
  isShown: boolean
}

function EntryRow({ entry, names, isShown }: EntryRowProps) {
  const words = entryWords(entry, names)
  return (
    <div
      aria-current={isShown ? 'true' : undefined}
      className={classNames(styles['entry'], isBad(entry.outcome) && styles['bad'])}
    >
      <span className={styles['seq']}>{entry.seq.toLocaleString()}</span>
      <time
        className={styles['time']}
        dateTime={new Date(entry.at).toISOString()}
        title={momentWords(entry.at)}
      >
        {clockWords(entry.at)}
      </time>
      <Icon name={entryIcon(entry)} size={14} />
      <span className={styles['what']} title={words}>
        {words}
      </span>
      <span className={styles['who']}>{actorWords(entry, names)}</span>
    </div>
  )
}
