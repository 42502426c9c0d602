import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { select, type Selection, type SelectionMode } from './selection.ts'

type Row = HTMLTableRowElement

export interface GridRowsOptions {
  scroller: RefObject<HTMLElement | null>
  ids: readonly string[]
  labelAt: (index: number) => string
  /** In px from the beginning of what scrolls, without the head. */
  topAt: (index: number) => number
  heightAt: (index: number) => number
  /** What stands over the rows while they scroll, in px. */
  headHeight: number
  selectionMode: SelectionMode
  selection: Selection
  onSelectionChange: ((selection: Selection) => void) | undefined
  /** The selection goes where the arrow keys go. */
  selectsOnFocus: boolean
  onOpen: ((index: number) => void) | undefined
  /** A single press opens, since nothing can be selected. */
  opensOnPress: boolean
  onDelete: (() => void) | undefined
}

/**
 * What the rows of a grid have in common: one of them is a stop for Tab, arrow keys go on from it, left and right
 * through what can be pressed within it, letters lead to a label, Space selects, Enter opens.
 */
export function useGridRows(options: GridRowsOptions) {
  const { scroller, ids, selection } = options
  const [active, setActive] = useState<string | null>(null)
  const anchor = useRef<string | null>(null)
  /** The row that gets the focus as soon as it is made. */
  const awaited = useRef<string | null>(null)
  const typing = useRef({ text: '', atMs: 0 })

  const found = active === null ? -1 : ids.indexOf(active)
  const selected = found < 0 && selection.size > 0 ? ids.findIndex((id) => selection.has(id)) : found
  const activeIndex = ids.length === 0 ? -1 : Math.max(0, selected)

  useLayoutEffect(() => {
    if (awaited.current === null || awaited.current !== ids[activeIndex]) return
    awaited.current = null
    scroller.current
      ?.querySelector<HTMLElement>(`[data-row="${activeIndex}"]`)
      ?.focus({ preventScroll: true })
  })

  function reveal(index: number) {
    const element = scroller.current
    if (!element || index < 0 || index >= ids.length) return
    const top = options.topAt(index)
    const bottom = top + options.heightAt(index)
    const page = element.clientHeight - options.headHeight
    if (top < element.scrollTop) element.scrollTo({ top: index === 0 ? 0 : top })
    else if (bottom > element.scrollTop + page) element.scrollTo({ top: bottom - page })
  }

  function choose(index: number, mode: 'only' | 'toggle' | 'range') {
    const id = ids[index]
    if (id === undefined) return
    const from = anchor.current ?? ids[activeIndex] ?? null
    if (mode !== 'range' || from === null) anchor.current = id
    setActive(id)
    if (options.selectionMode === 'none') return
    const allowed = options.selectionMode === 'single' ? 'only' : mode
    options.onSelectionChange?.(select(selection, ids, { id, anchor: from, mode: allowed }))
  }

  function go(index: number, isExtending: boolean) {
    const next = Math.min(ids.length - 1, Math.max(0, index))
    const id = ids[next]
    if (id === undefined) return
    if (isExtending && options.selectionMode === 'multiple') {
      anchor.current ??= ids[activeIndex] ?? null
      choose(next, 'range')
    } else if (options.selectsOnFocus) choose(next, 'only')
    else {
      anchor.current = id
      setActive(id)
    }
    awaited.current = next === activeIndex ? null : id
    reveal(next)
  }

  /** The row that is a page away. */
  function pageFrom(index: number, by: 1 | -1): number {
    const page = (scroller.current?.clientHeight ?? 0) - options.headHeight
    const goal = options.topAt(index) + by * page
    let next = index + by
    while (next > 0 && next < ids.length - 1 && (options.topAt(next) - goal) * by < 0) next += by
    return next
  }

  /** Letters typed close together lead to the next row whose label begins with them. */
  function spell(event: KeyboardEvent) {
    const before = event.timeStamp - typing.current.atMs < 800 ? typing.current.text : ''
    const text = before + event.key.toLocaleLowerCase()
    typing.current = { text, atMs: event.timeStamp }
    const first = before === '' ? activeIndex + 1 : activeIndex
    for (let offset = 0; offset < ids.length; offset++) {
      const index = (first + offset) % ids.length
      if (!options.labelAt(index).toLocaleLowerCase().startsWith(text)) continue
      go(index, false)
      break
    }
    event.preventDefault()
  }

  function press(event: KeyboardEvent<Row>) {
    const row = event.currentTarget
    // A menu opened from a row is elsewhere in the page, and its keys are its own.
    if (!(event.target instanceof HTMLElement) || !row.contains(event.target)) return
    const isOnRow = event.target === row
    const command = event.ctrlKey || event.metaKey
    const isSpelling = event.timeStamp - typing.current.atMs < 800
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      if (isWriting(event.target) || !stepWithin(row, event.target, isForward(event))) return
    } else if (event.key === 'Tab') return leave(scroller.current, event.target)
    else if (event.key === 'Escape' && !isOnRow) row.focus()
    else if (!isOnRow) return
    else if (event.key === 'ArrowDown') go(activeIndex + 1, event.shiftKey)
    else if (event.key === 'ArrowUp') go(activeIndex - 1, event.shiftKey)
    else if (event.key === 'PageDown') go(pageFrom(activeIndex, 1), event.shiftKey)
    else if (event.key === 'PageUp') go(pageFrom(activeIndex, -1), event.shiftKey)
    else if (event.key === 'Home') go(0, event.shiftKey)
    else if (event.key === 'End') go(ids.length - 1, event.shiftKey)
    else if (event.key === ' ' && !isSpelling) {
      if (options.opensOnPress) options.onOpen?.(activeIndex)
      else
        choose(
          activeIndex,
          event.shiftKey ? 'range' : options.selectionMode === 'multiple' ? 'toggle' : 'only',
        )
    } else if (event.key === 'Enter' && options.onOpen) options.onOpen(activeIndex)
    else if (event.key === 'a' && command && options.selectionMode === 'multiple')
      options.onSelectionChange?.(new Set(ids))
    else if (event.key === 'Escape' && options.selectionMode === 'multiple' && selection.size > 0)
      options.onSelectionChange?.(new Set())
    else if ((event.key === 'Delete' || event.key === 'Backspace') && options.onDelete && selection.size > 0)
      options.onDelete()
    else if (event.key.length === 1 && !command && !event.altKey) return spell(event)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function click(event: MouseEvent<Row>) {
    const row = event.currentTarget
    if (!(event.target instanceof Element) || !row.contains(event.target)) return
    const index = Number(row.dataset['row'])
    if (isInControl(event.target)) return setActive(ids[index] ?? null)
    const command = event.ctrlKey || event.metaKey
    const mode = options.selectionMode === 'multiple' && command ? 'toggle' : 'only'
    choose(index, event.shiftKey && options.selectionMode === 'multiple' ? 'range' : mode)
    row.focus({ preventScroll: true })
    if (options.opensOnPress) options.onOpen?.(index)
  }

  function doubleClick(event: MouseEvent<Row>) {
    if (options.opensOnPress || isInControl(event.target)) return
    options.onOpen?.(Number(event.currentTarget.dataset['row']))
  }

  function focus(event: FocusEvent<Row>) {
    setActive(ids[Number(event.currentTarget.dataset['row'])] ?? null)
  }

  const latest = useRef({ press, click, doubleClick, focus })
  useLayoutEffect(() => {
    latest.current = { press, click, doubleClick, focus }
  })
  // The same for ever, so that a row that did not change is not made again.
  const handlers = useMemo(
    () => ({
      onKeyDown: (event: KeyboardEvent<Row>) => latest.current.press(event),
      onClick: (event: MouseEvent<Row>) => latest.current.click(event),
      onDoubleClick: (event: MouseEvent<Row>) => latest.current.doubleClick(event),
      onFocus: (event: FocusEvent<Row>) => latest.current.focus(event),
    }),
    [],
  )
  return { activeIndex, reveal, handlers }
}

export type RowHandlers = ReturnType<typeof useGridRows>['handlers']

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

/** Tab leaves the rows instead of going through all that can be pressed in them. */
function leave(grid: HTMLElement | null, from: HTMLElement): void {
  if (!grid) return
  const stops = grid.querySelectorAll<HTMLElement>(`[data-row] :is(${pressable}), [data-row][tabindex="0"]`)
  const kept = [...stops].filter((stop) => stop !== from).map((stop) => [stop, stop.tabIndex] as const)
  for (const [stop] of kept) stop.tabIndex = -1
  // The browser moves the focus after this event.
  setTimeout(() => {
    for (const [stop, tabIndex] of kept) stop.tabIndex = tabIndex
  })
}
