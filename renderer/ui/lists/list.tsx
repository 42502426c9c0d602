import { memo, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import styles from './list.module.css'
import { type RowHandlers, useGridRows } from './use-grid-rows.ts'
import { useRevealed } from './use-revealed.ts'
import { useVisiblePart } from './use-visible-part.ts'

export interface ListGroup<Item> {
  id: string
  label: ReactNode
  items: readonly Item[]
}

interface Common<Item> {
  label: string
  itemId: (item: Item) => string
  /** What an item is called, for typing its first letters. A screen reader reads the whole item. */
  itemLabel: (item: Item) => string
  children: (item: Item, state: { isSelected: boolean }) => ReactNode
  selected?: string | null | undefined
  /** On a press, and on the arrow keys: what is shown beside the list follows. */
  onSelect?: ((id: string) => void) | undefined
  /** Without a selection, on a press or Enter. With one, on a double click or Enter. */
  onOpen?: ((id: string) => void) | undefined
  /** In px, until an item was measured. */
  estimatedHeight?: number | undefined
  empty?: ReactNode
}

export type ListProps<Item> = Common<Item> &
  ({ items: readonly Item[]; groups?: undefined } | { groups: readonly ListGroup<Item>[]; items?: undefined })

type Entry<Item> = { head: ReactNode; id: string } | { item: Item; id: string; index: number }

const headHeight = 28
/** Made although they are just out of sight. */
const marginRows = 4

/** Items of any height, one below the other, of which only those in sight are made. */
export function List<Item>(props: ListProps<Item>) {
  const {
    label,
    items,
    groups,
    itemId,
    itemLabel,
    children,
    selected = null,
    onSelect,
    onOpen,
    empty,
  } = props
  const { estimatedHeight = 28 } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { top, height } = useVisiblePart(scroller)
  const entries = useMemo(() => toEntries(groups, items ?? [], itemId), [groups, items, itemId])
  const rows = useMemo(() => entries.filter((entry) => 'item' in entry), [entries])
  const ids = useMemo(() => rows.map(({ id }) => id), [rows])
  const { tops, places, measure } = useHeights(entries, estimatedHeight)
  const topOf = (index: number) => tops[places[index] ?? 0] ?? 0
  const selection = useMemo(() => new Set(selected === null ? [] : [selected]), [selected])
  const { activeIndex, reveal, handlers } = useGridRows({
    scroller,
    ids,
    labelAt: (index) => {
      const row = rows[index]
      return row === undefined ? '' : itemLabel(row.item)
    },
    topAt: topOf,
    heightAt: (index) => (tops[(places[index] ?? 0) + 1] ?? 0) - topOf(index),
    headHeight: 0,
    selectionMode: onSelect ? 'single' : 'none',
    selection,
    onSelectionChange: (next) => {
      for (const id of next) onSelect?.(id)
    },
    selectsOnFocus: onSelect !== undefined,
    onOpen: (index) => {
      const id = ids[index]
      if (id !== undefined) onOpen?.(id)
    },
    opensOnPress: onSelect === undefined && onOpen !== undefined,
    onDelete: undefined,
  })
  useRevealed(selected, ids, reveal)

  const start = Math.max(0, before(tops, top) - marginRows)
  const end = Math.min(entries.length, before(tops, top + height) + 1 + marginRows)
  const isActiveOut = activeIndex >= 0 && !isWithin(places[activeIndex], start, end)
  const activeEntry = isActiveOut ? entries[places[activeIndex] ?? 0] : undefined
  const row = (entry: Entry<Item>, away?: number) =>
    'item' in entry ? (
      <ListRow
        key={entry.id}
        id={entry.id}
        item={entry.item}
        index={entry.index}
        isActive={entry.index === activeIndex}
        isSelected={onSelect ? entry.id === selected : undefined}
        handlers={handlers}
        measure={measure}
        away={away}
      >
        {children}
      </ListRow>
    ) : (
      <tr key={entry.id} className={styles['headRow']}>
        <th scope="rowgroup" className={styles['head']}>
          {entry.head}
        </th>
      </tr>
    )
  return (
    <div ref={scroller} className={styles['list']}>
      <table role="grid" aria-label={label} aria-rowcount={ids.length} className={styles['table']}>
        <tbody
          className={styles['body']}
          style={{
            paddingBlockStart: tops[start] ?? 0,
            paddingBlockEnd: (tops.at(-1) ?? 0) - (tops[end] ?? 0),
          }}
        >
          {/* The row that has the focus stays, wherever it is scrolled to: in one list, or it would be made anew. */}
          {[
            ...entries.slice(start, end).map((entry) => row(entry)),
            ...(activeEntry ? [row(activeEntry, topOf(activeIndex))] : []),
          ]}
        </tbody>
      </table>
      {ids.length === 0 && <div className={styles['empty']}>{empty}</div>}
    </div>
  )
}

interface ListRowProps<Item> {
  id: string
  item: Item
  index: number
  isActive: boolean
  isSelected: boolean | undefined
  handlers: RowHandlers
  measure: (id: string, height: number) => void
  /** Its place in px, when it is out of the flow. */
  away: number | undefined
  children: (item: Item, state: { isSelected: boolean }) => ReactNode
}

// `memo` forgets that its component is generic.
const ListRow = memo(function ListRow<Item>({
  id,
  item,
  index,
  isActive,
  isSelected,
  handlers,
  measure,
  away,
  children,
}: ListRowProps<Item>) {
  const element = useRef<HTMLTableRowElement>(null)
  useLayoutEffect(() => {
    const row = element.current
    if (!row) return undefined
    const look = () => measure(id, row.getBoundingClientRect().height)
    look()
    const watcher = new ResizeObserver(look)
    watcher.observe(row)
    return () => watcher.disconnect()
  }, [id, measure])
  return (
    <tr
      ref={element}
      {...handlers}
      data-row={index}
      tabIndex={isActive ? 0 : -1}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      className={styles['item']}
      style={away === undefined ? undefined : { position: 'absolute', insetInline: 0, top: away }}
    >
      <td className={styles['cell']}>{children(item, { isSelected: isSelected ?? false })}</td>
    </tr>
  )
}) as <Item>(props: ListRowProps<Item>) => ReactNode

function toEntries<Item>(
  groups: readonly ListGroup<Item>[] | undefined,
  items: readonly Item[],
  itemId: (item: Item) => string,
): Entry<Item>[] {
  let index = 0
  const one = (item: Item) => ({ item, id: itemId(item), index: index++ })
  if (!groups) return items.map(one)
  return groups.flatMap((group) => [{ head: group.label, id: `head ${group.id}` }, ...group.items.map(one)])
}

/** Where each entry begins, in px, and at the end where the last one ends. Measured heights replace the estimate. */
function useHeights<Item>(entries: readonly Entry<Item>[], estimatedHeight: number) {
  // One map for good, in a new holder whenever something in it changed.
  const [measured, setMeasured] = useState(() => ({ heights: new Map<string, number>() }))
  const measure = useCallback(
    (id: string, height: number) => {
      if (height === 0) return
      // What is as high as estimated moves nothing: a list of a hundred thousand is not laid out again for it.
      setMeasured((last) =>
        (last.heights.get(id) ?? estimatedHeight) === height
          ? last
          : { heights: last.heights.set(id, height) },
      )
    },
    [estimatedHeight],
  )
  const layout = useMemo(() => {
    const tops = [0]
    const places: number[] = []
    let end = 0
    for (const [place, entry] of entries.entries()) {
      if ('item' in entry) places.push(place)
      end += 'item' in entry ? (measured.heights.get(entry.id) ?? estimatedHeight) : headHeight
      tops.push(end)
    }
    return { tops, places }
  }, [entries, estimatedHeight, measured])
  return { ...layout, measure }
}

/** The entry that a height in px falls into. */
function before(tops: readonly number[], height: number): number {
  let low = 0
  let high = tops.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((tops[middle] ?? 0) <= height) low = middle
    else high = middle - 1
  }
  return low
}

function isWithin(place: number | undefined, start: number, end: number): boolean {
  return place !== undefined && place >= start && place < end
}
