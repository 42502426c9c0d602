import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { classNames } from '../class-names.ts'
import { Icon } from '../icon.tsx'
import { useRowsInView } from './rows-in-view.ts'
import { select, type Selection } from './selection.ts'
import styles from './table.module.css'

export interface Column<Row> {
  id: string
  label: string
  /** Px, or a share of what is left: "1fr", "minmax(160px, 2fr)". */
  width?: number | string | undefined
  align?: 'start' | 'end' | undefined
  isSortable?: boolean | undefined
  /** For a column of buttons, which needs no head for the eye. */
  isLabelHidden?: boolean | undefined
  cell: (row: Row) => ReactNode
}

export interface Sort {
  column: string
  direction: 'ascending' | 'descending'
}

export interface TableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** What a row is called, for a screen reader and for typing its first letters. */
  rowLabel: (row: Row) => string
  selectionMode?: 'none' | 'single' | 'multiple' | undefined
  selection?: Selection | undefined
  onSelectionChange?: ((selection: Selection) => void) | undefined
  /** Enter, or a double click. */
  onOpen?: ((row: Row) => void) | undefined
  /** Delete or Backspace, for what is selected. It asks first. */
  onDelete?: (() => void) | undefined
  sort?: Sort | undefined
  onSortChange?: ((sort: Sort) => void) | undefined
  /** Stands where rows would. */
  empty?: ReactNode
  /** In px. All rows have it: 32, or 48 for two lines. */
  rowHeight?: number | undefined
  /** Scrolls this row into sight when it changes. */
  revealed?: string | null | undefined
}

const headHeight = 28

/**
 * Rows and columns, ten thousand of them as smooth as ten: only rows in sight are made. Arrow keys go through rows,
 * left and right through what can be pressed within one, Space selects, Shift and Ctrl select more, Enter opens.
 */
export function Table<Row>(props: TableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowId,
    rowLabel,
    selectionMode = 'none',
    selection = none,
    onSelectionChange,
    onOpen,
    onDelete,
    empty,
    rowHeight = 32,
    revealed = null,
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  const ids = useMemo(() => rows.map((row) => rowId(row)), [rows, rowId])
  const { start, end, height } = useRowsInView(scroller, { count: rows.length, rowHeight, headHeight })
  const [active, setActive] = useState<string | null>(null)
  const anchor = useRef<string | null>(null)
  const wantsFocus = useRef(false)
  const typing = useRef({ text: '', atMs: 0 })

  const found = active === null ? -1 : ids.indexOf(active)
  const selectedIndex = found < 0 ? ids.findIndex((id) => selection.has(id)) : found
  const activeIndex = rows.length === 0 ? -1 : Math.max(0, selectedIndex)

  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    rowElement(scroller.current, activeIndex)?.focus({ preventScroll: true })
  })
  useEffect(() => {
    if (revealed !== null) reveal(ids.indexOf(revealed))
    // Only when what is revealed changes, not when rows come and go.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [revealed])

  function reveal(index: number) {
    const element = scroller.current
    if (!element || index < 0) return
    const top = index * rowHeight
    const page = element.clientHeight - headHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowHeight > element.scrollTop + page) element.scrollTop = top + rowHeight - page
  }

  function choose(index: number, mode: 'only' | 'toggle' | 'range') {
    const id = ids[index]
    if (id === undefined) return
    setActive(id)
    if (mode !== 'range') anchor.current = id
    if (selectionMode === 'none') return
    const allowed = selectionMode === 'single' && mode === 'range' ? 'only' : mode
    const next = select(selection, ids, {
      id,
      anchor: anchor.current ?? ids[activeIndex] ?? null,
      mode: allowed,
    })
    onSelectionChange?.(selectionMode === 'single' && next.size > 1 ? new Set([id]) : next)
  }

  function go(index: number, event: KeyboardEvent) {
    const next = Math.min(rows.length - 1, Math.max(0, index))
    const id = ids[next]
    if (id === undefined) return
    if (event.shiftKey && selectionMode === 'multiple') {
      anchor.current ??= ids[activeIndex] ?? null
      choose(next, 'range')
    } else {
      anchor.current = id
      setActive(id)
    }
    wantsFocus.current = true
    reveal(next)
  }

  function press(event: KeyboardEvent<HTMLTableRowElement>) {
    // A menu opened from a row is elsewhere in the page, and its keys are its own.
    const row = event.currentTarget
    if (!(event.target instanceof HTMLElement) || !row.contains(event.target)) return
    const isOnRow = event.target === row
    const command = event.ctrlKey || event.metaKey
    const pageRows = Math.max(1, Math.floor(height / rowHeight) - 1)
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      if (isWriting(event.target) || !stepWithin(row, event.target, isForward(event))) return
    } else if (event.key === 'Escape' && !isOnRow) row.focus()
    else if (event.key === 'Tab') return leave(scroller.current, event.target)
    else if (!isOnRow) return
    else if (event.key === 'ArrowDown') go(activeIndex + 1, event)
    else if (event.key === 'ArrowUp') go(activeIndex - 1, event)
    else if (event.key === 'PageDown') go(activeIndex + pageRows, event)
    else if (event.key === 'PageUp') go(activeIndex - pageRows, event)
    else if (event.key === 'Home') go(0, event)
    else if (event.key === 'End') go(rows.length - 1, event)
    else if (event.key === ' ' && typing.current.text === '') {
      choose(activeIndex, event.shiftKey ? 'range' : selectionMode === 'multiple' ? 'toggle' : 'only')
    } else if (event.key === 'Enter' && onOpen) {
      const opened = rows[activeIndex]
      if (opened !== undefined) onOpen(opened)
    } else if (event.key === 'a' && command && selectionMode === 'multiple') onSelectionChange?.(new Set(ids))
    else if (event.key === 'Escape' && selection.size > 0) onSelectionChange?.(none)
    else if ((event.key === 'Delete' || event.key === 'Backspace') && onDelete && selection.size > 0)
      onDelete()
    else if (event.key.length === 1 && !command && !event.altKey) return spell(event)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Letters typed close together lead to the next row whose label begins with them. */
  function spell(event: KeyboardEvent) {
    const before = event.timeStamp - typing.current.atMs < 800 ? typing.current.text : ''
    const text = before + event.key.toLocaleLowerCase()
    typing.current = { text, atMs: event.timeStamp }
    const first = text.length === 1 ? activeIndex + 1 : activeIndex
    for (let offset = 0; offset < rows.length; offset++) {
      const index = (first + offset) % rows.length
      const row = rows[index]
      if (row === undefined || !rowLabel(row).toLocaleLowerCase().startsWith(text)) continue
      go(index, event)
      break
    }
    setTimeout(() => {
      if (typing.current.text === text) typing.current = { text: '', atMs: 0 }
    }, 800)
    event.preventDefault()
  }

  function click(event: MouseEvent<HTMLTableRowElement>, index: number) {
    if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return
    if (isInControl(event.target)) return setActive(ids[index] ?? null)
    const command = event.ctrlKey || event.metaKey
    choose(index, event.shiftKey ? 'range' : command && selectionMode === 'multiple' ? 'toggle' : 'only')
    event.currentTarget.focus({ preventScroll: true })
  }

  const template = columns
    .map(({ width }) => (typeof width === 'number' ? `${width}px` : (width ?? '1fr')))
    .join(' ')
  const inView = Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset)
  // The row that has the focus stays, wherever it is scrolled to.
  const made = activeIndex >= 0 && !inView.includes(activeIndex) ? [...inView, activeIndex] : inView
  return (
    <div ref={scroller} className={styles['scroller']}>
      <table
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable={selectionMode === 'multiple' ? true : undefined}
        className={styles['table']}
        style={{ '--columns': template, '--row-height': `${rowHeight}px` }}
      >
        <TableHead {...props} />
        <tbody className={styles['body']} style={{ height: rows.length * rowHeight }}>
          {made.map((index) => {
            const row = rows[index]
            const id = ids[index]
            if (row === undefined || id === undefined) return null
            return (
              <tr
                key={id}
                data-row={index}
                tabIndex={index === activeIndex ? 0 : -1}
                aria-label={rowLabel(row)}
                aria-rowindex={index + 2}
                aria-selected={selectionMode === 'none' ? undefined : selection.has(id)}
                className={classNames(styles['row'], styles['item'])}
                style={{ top: index * rowHeight }}
                onKeyDown={press}
                onClick={(event) => click(event, index)}
                onDoubleClick={(event) => {
                  if (!isInControl(event.target)) onOpen?.(row)
                }}
                onFocus={() => {
                  if (id !== active) setActive(id)
                }}
              >
                {columns.map((column) => (
                  <td
                    key={column.id}
                    className={classNames(styles['cell'], column.align === 'end' && styles['end'])}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {rows.length === 0 && <div className={styles['empty']}>{empty}</div>}
    </div>
  )
}

const none: Selection = new Set()

function TableHead<Row>({ columns, sort, onSortChange }: TableProps<Row>) {
  return (
    <thead className={styles['head']}>
      <tr aria-rowindex={1} className={styles['row']}>
        {columns.map((column) => {
          const direction = sort?.column === column.id ? sort.direction : undefined
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={column.isSortable ? (direction ?? 'none') : undefined}
              className={classNames(styles['cell'], column.align === 'end' && styles['end'])}
            >
              {column.isSortable ? (
                <button
                  type="button"
                  className={classNames(styles['sort'], direction && styles['sorted'])}
                  onClick={() =>
                    onSortChange?.({
                      column: column.id,
                      direction: direction === 'ascending' ? 'descending' : 'ascending',
                    })
                  }
                >
                  {column.label}
                  {direction && (
                    <Icon name={direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size={12} />
                  )}
                </button>
              ) : (
                <span className={classNames(column.isLabelHidden && styles['unseen'])}>{column.label}</span>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function rowElement(scroller: HTMLElement | null, index: number): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-row="${index}"]`) ?? null
}

const pressable = 'button:not(:disabled), a[href], input:not(:disabled), [tabindex="0"]'

/** From the row to its controls and back. False: there is nothing in that direction. */
function stepWithin(row: HTMLElement, from: HTMLElement, forward: boolean): boolean {
  const stops = [row, ...row.querySelectorAll<HTMLElement>(pressable)]
  const next = stops[stops.indexOf(from) + (forward ? 1 : -1)]
  next?.focus()
  return next !== undefined
}

function isForward(event: KeyboardEvent): boolean {
  return (event.key === 'ArrowRight') === (getComputedStyle(event.currentTarget).direction !== 'rtl')
}

function isWriting(element: HTMLElement): boolean {
  return element instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(element.type)
}

function isInControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input, label') !== null
}

/** Tab leaves the table instead of going through all that can be pressed in it. */
function leave(table: HTMLElement | null, from: HTMLElement): void {
  if (!table) return
  const stops = [
    ...table.querySelectorAll<HTMLElement>(`[data-row] :is(${pressable}), [data-row][tabindex="0"]`),
  ]
  const kept = stops.filter((stop) => stop !== from).map((stop) => [stop, stop.tabIndex] as const)
  for (const [stop] of kept) stop.tabIndex = -1
  // The browser moves the focus after this event.
  setTimeout(() => {
    for (const [stop, tabIndex] of kept) stop.tabIndex = tabIndex
  })
}
