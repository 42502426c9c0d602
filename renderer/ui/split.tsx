import { type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './split.module.css'

export interface SplitProps {
  children: ReactNode
  /** At the end, behind a divider. */
  pane: ReactNode
  /** What the pane shows, for a screen reader: "Sources". */
  paneLabel: string
  isPaneShown: boolean
  /** In px, where the caller keeps it. */
  width?: number | undefined
  onWidthChange?: ((width: number) => void) | undefined
  minWidth?: number | undefined
  maxWidth?: number | undefined
  /** Closes the pane: Enter on the divider, or pulling it to the edge. */
  onClose?: (() => void) | undefined
}

const usualWidth = 376

/** A main part and a pane beside it. The divider is moved by the pointer, or by the arrow keys. */
export function Split({
  children,
  pane,
  paneLabel,
  isPaneShown,
  width: kept,
  onWidthChange,
  minWidth = 280,
  maxWidth = 720,
  onClose,
}: SplitProps) {
  const [own, setOwn] = useState(usualWidth)
  const [isMoving, setMoving] = useState(false)
  const from = useRef({ x: 0, width: 0, sign: 1 })
  const divider = useRef<HTMLInputElement>(null)
  const width = Math.min(maxWidth, Math.max(minWidth, kept ?? own))

  function resize(next: number) {
    const allowed = Math.min(maxWidth, Math.max(minWidth, Math.round(next)))
    setOwn(allowed)
    onWidthChange?.(allowed)
  }

  function grab(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return
    event.preventDefault()
    divider.current?.focus()
    event.currentTarget.setPointerCapture(event.pointerId)
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    from.current = { x: event.clientX, width, sign: isRtl ? -1 : 1 }
    setMoving(true)
  }

  function move(event: PointerEvent<HTMLDivElement>) {
    if (!isMoving) return
    const { x, width: start, sign } = from.current
    const next = start + (x - event.clientX) * sign
    if (onClose && next < minWidth / 2) {
      setMoving(false)
      onClose()
    } else resize(next)
  }

  return (
    <div className={classNames(styles['split'], isMoving && styles['moving'])}>
      <div className={styles['side']}>{children}</div>
      {isPaneShown && (
        <>
          <div
            className={styles['divider']}
            onPointerDown={grab}
            onPointerMove={move}
            onPointerUp={() => setMoving(false)}
            onPointerCancel={() => setMoving(false)}
            onDoubleClick={() => resize(usualWidth)}
          >
            {/* A slider is what it is: a value between two. Its keys and its words come from the browser. */}
            <input
              ref={divider}
              type="range"
              // The arrow towards the main part makes the pane wider.
              dir="rtl"
              min={minWidth}
              max={maxWidth}
              step={16}
              value={width}
              aria-label={`Width of ${paneLabel}`}
              aria-valuetext={`${width} pixels`}
              onChange={(event) => resize(Number(event.target.value))}
              onKeyDown={(event) => {
                if (event.key === 'Enter') onClose?.()
              }}
            />
          </div>
          <aside
            aria-label={paneLabel}
            className={classNames(styles['side'], styles['pane'])}
            style={{ width }}
          >
            {pane}
          </aside>
        </>
      )}
    </div>
  )
}
