import { memo, type ReactNode, useMemo, useRef } from 'react'
import { classNames } from '../class-names.ts'
import { Icon } from '../icon.tsx'
import type { Selection, SelectionMode } from './selection.ts'
import styles from './table.module.css'
import { type RowHandlers, useGridRows } from './use-grid-rows.ts'
import { useRevealed } from './use-revealed.ts'
import { useVisiblePart } from './use-visible-part.ts'

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
  /** Made once, outside of the component or with `useMemo`: rows are made again when it changes. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** What a row is called, for typing its first letters. A screen reader reads the whole row. */
  rowLabel: (row: Row) => string
  selectionMode?: SelectionMode | undefined
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
/** Made although they are just out of sight. */
const marginRows = 6
const none: Selection = new Set()

/**
 * Rows and columns, ten thousand of them as smooth as ten: only rows in sight are made. Arrow keys go through rows,
 * left and right through what can be pressed within one, Space selects, Shift and Ctrl select more, Enter opens.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowId, rowLabel, onOpen, empty, rowHeight = 32, revealed = null } = props
  const { selectionMode = 'none', selection = none } = props
  const scroller = useRef<HTMLDivElement>(null)
  const ids = useMemo(() => rows.map((row) => rowId(row)), [rows, rowId])
  const { top, height } = useVisiblePart(scroller)
  const { activeIndex, reveal, handlers } = useGridRows({
    scroller,
    ids,
    labelAt: (index) => {
      const row = rows[index]
      return row === undefined ? '' : rowLabel(row)
    },
    topAt: (index) => index * rowHeight,
    heightAt: () => rowHeight,
    headHeight,
    selectionMode,
    selection,
    onSelectionChange: props.onSelectionChange,
    selectsOnFocus: false,
    onOpen: (index) => {
      const row = rows[index]
      if (row !== undefined) onOpen?.(row)
    },
    opensOnPress: false,
    onDelete: props.onDelete,
  })
  useRevealed(revealed, ids, reveal)

  const start = Math.max(0, Math.floor(top / rowHeight) - marginRows)
  const end = Math.min(rows.length, Math.ceil((top + height) / rowHeight) + marginRows)
  const inView = Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset)
  // The row that has the focus stays, wherever it is scrolled to.
  const made =
    activeIndex >= 0 && (activeIndex < start || activeIndex >= end) ? [...inView, activeIndex] : inView
  const template = columns
    .map(({ width }) => (typeof width === 'number' ? `${width}px` : (width ?? '1fr')))
    .join(' ')
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
              <TableRow
                key={id}
                row={row}
                index={index}
                top={index * rowHeight}
                columns={columns}
                isActive={index === activeIndex}
                isSelected={selectionMode === 'none' ? undefined : selection.has(id)}
                handlers={handlers}
              />
            )
          })}
        </tbody>
      </table>
      {rows.length === 0 && <div className={styles['empty']}>{empty}</div>}
    </div>
  )
}

interface TableRowProps<Row> {
  row: Row
  index: number
  top: number
  columns: readonly Column<Row>[]
  isActive: boolean
  isSelected: boolean | undefined
  handlers: RowHandlers
}

// `memo` forgets that its component is generic.
const TableRow = memo(function TableRow<Row>({
  row,
  index,
  top,
  columns,
  isActive,
  isSelected,
  handlers,
}: TableRowProps<Row>) {
  return (
    <tr
      {...handlers}
      data-row={index}
      tabIndex={isActive ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={classNames(styles['row'], styles['item'])}
      style={{ top }}
    >
      {columns.map((column) => (
        <td key={column.id} className={classNames(styles['cell'], column.align === 'end' && styles['end'])}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}) as <Row>(props: TableRowProps<Row>) => ReactNode

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
