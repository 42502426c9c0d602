import { type KeyboardEvent, type UIEvent, useEffect, useRef, useState } from 'react'
import { classNames } from '../ui/class-names.ts'
import { Icon } from '../ui/icon.tsx'
import { useRowsInView } from '../ui/lists/rows-in-view.ts'
import { clockWords, momentWords } from './day.ts'
import { entryIcon, isBad } from './entry/entry-icon.ts'
import type { EntryNames } from './entry/entry-names.ts'
import { entryWords } from './entry/entry-words.ts'
import styles from './entry-list.module.css'
import { actorWords, type LogRow } from './log-rows.ts'

export interface EntryListProps {
  rows: readonly LogRow[]
  names: EntryNames
  /** The entry that is shown beside the list. */
  shown: number | null
  onOpen: (seq: number) => void
  /** The end of what is loaded came into sight. */
  onEnd: () => void
}

const rowHeight = 28

/**
 * The log as a list of which only what is in sight is made. Arrow keys go through it; Enter opens, and nothing else
 * does, since opening an entry is an entry.
 */
export function EntryList({ rows, names, shown, onOpen, onEnd }: EntryListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { start, end, height } = useRowsInView(scroller, { count: rows.length, rowHeight, headHeight: 0 })
  const [active, setActive] = useState<string | null>(null)
  const [day, setDay] = useState<string | null>(null)
  const wantsFocus = useRef(false)
  const stop = Math.max(
    rows.findIndex(({ key }) => key === (active ?? String(shown))),
    rows.findIndex(({ kind }) => kind === 'entry'),
  )

  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    scroller.current?.querySelector<HTMLElement>(`[data-row="${stop}"]`)?.focus({ preventScroll: true })
  })
  useEffect(() => {
    if (height > 0 && end >= rows.length) onEnd()
  }, [end, height, rows.length, onEnd])

  function go(from: number, direction: 1 | -1) {
    let index = Math.min(rows.length - 1, Math.max(0, from))
    while (rows[index]?.kind === 'day') index += direction
    const row = rows[index]
    const element = scroller.current
    if (!row || !element) return
    wantsFocus.current = true
    setActive(row.key)
    // The day above the first entry comes into sight with it.
    const top = (rows[index - 1]?.kind === 'day' ? index - 1 : index) * rowHeight
    const bottom = (index + 1) * rowHeight
    // What stays on top covers one row.
    if (top < element.scrollTop + rowHeight) element.scrollTop = top - rowHeight
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight
  }

  function press(event: KeyboardEvent<HTMLElement>) {
    const page = Math.max(1, Math.floor(height / rowHeight) - 2)
    if (event.key === 'ArrowDown') go(stop + 1, 1)
    else if (event.key === 'ArrowUp') go(stop - 1, stop > 1 ? -1 : 1)
    else if (event.key === 'PageDown') go(stop + page, -1)
    else if (event.key === 'PageUp') go(stop - page, 1)
    else if (event.key === 'Home') go(0, 1)
    else if (event.key === 'End') go(rows.length - 1, -1)
    else return
    event.preventDefault()
  }

  function scroll({ currentTarget }: UIEvent<HTMLElement>) {
    const first = Math.floor(currentTarget.scrollTop / rowHeight)
    const head = rows.slice(0, first + 1).findLast(({ kind }) => kind === 'day')
    setDay(first > 0 && head?.kind === 'day' ? head.words : null)
  }

  const made = rows.slice(start, end).map((row, offset) => ({ row, index: start + offset }))
  const kept = rows[stop]
  // The row that has the focus stays, wherever it is scrolled to.
  if (kept && (stop < start || stop >= end)) made.push({ row: kept, index: stop })
  return (
    <div ref={scroller} className={styles['scroller']} onScroll={scroll}>
      {day !== null && (
        <div aria-hidden className={styles['sticky']}>
          <div className={classNames(styles['day'], styles['covering'])}>{day}</div>
        </div>
      )}
      {/* Keys come from the buttons inside. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol
        aria-label="Entries, newest first"
        className={styles['list']}
        style={{ height: rows.length * rowHeight }}
        onKeyDown={press}
      >
        {made.map(({ row, index }) => (
          <li
            key={row.key}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            className={styles['row']}
            style={{ top: index * rowHeight }}
          >
            {row.kind === 'day' ? (
              <h2 className={styles['day']}>{row.words}</h2>
            ) : (
              <button
                type="button"
                data-row={index}
                tabIndex={index === stop ? 0 : -1}
                aria-current={row.entry.seq === shown ? 'true' : undefined}
                className={classNames(styles['entry'], isBad(row.entry.outcome) && styles['bad'])}
                onFocus={() => setActive(row.key)}
                onClick={() => onOpen(row.entry.seq)}
              >
                <span className={styles['seq']}>{row.entry.seq.toLocaleString()}</span>
                <time
                  className={styles['time']}
                  dateTime={new Date(row.entry.at).toISOString()}
                  title={momentWords(row.entry.at)}
                >
                  {clockWords(row.entry.at)}
                </time>
                <Icon name={entryIcon(row.entry)} size={14} />
                <span className={styles['what']} title={entryWords(row.entry, names)}>
                  {entryWords(row.entry, names)}
                </span>
                <span className={styles['who']}>{actorWords(row.entry, names)}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
