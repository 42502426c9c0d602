import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './split.module.css'

export interface SplitProps {
  children: ReactNode
  /** At the end, behind a divider. */
  pane: ReactNode
  /** What the pane shows, for a screen reader: "Sources". */
  paneLabel: string
  isPaneShown: boolean
  /** In px. The caller may keep it. */
  width?: number | undefined
  onWidthChange?: ((width: number) => void) | undefined
  minWidth?: number | undefined
  maxWidth?: number | undefined
  /** Closes the pane: Enter on the divider, or pulling it to the edge. */
  onClose?: (() => void) | undefined
}

const usualWidth = 376
const step = 16

/** A main part and a pane beside it. The divider is moved by the pointer or by the arrow keys. */
export function Split({
  children,
  pane,
  paneLabel,
  isPaneShown,
  width: given,
  onWidthChange,
  minWidth = 280,
  maxWidth = 720,
  onClose,
}: SplitProps) {
  const id = useId()
  const [own, setOwn] = useState(usualWidth)
  const [isMoving, setMoving] = useState(false)
  const from = useRef({ x: 0, width: 0, sign: 1 })
  const width = Math.min(maxWidth, Math.max(minWidth, given ?? own))

  function resize(next: number) {
    const kept = Math.min(maxWidth, Math.max(minWidth, Math.round(next)))
    setOwn(kept)
    onWidthChange?.(kept)
  }

  function grab(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.focus()
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { x: event.clientX, width, sign: isRtl(event.currentTarget) ? -1 : 1 }
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

  function press(event: KeyboardEvent<HTMLDivElement>) {
    const wider = isRtl(event.currentTarget) ? 'ArrowRight' : 'ArrowLeft'
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      resize(width + (event.key === wider ? step : -step) * (event.shiftKey ? 4 : 1))
    else if (event.key === 'Home') resize(minWidth)
    else if (event.key === 'End') resize(maxWidth)
    else if (event.key === 'Enter' && onClose) onClose()
    else return
    event.preventDefault()
  }

  return (
    <div className={classNames(styles['split'], isMoving && styles['moving'])}>
      <div className={styles['side']}>{children}</div>
      {isPaneShown && (
        <>
          {/* eslint-disable-next-line -- A divider that is moved takes the focus (WAI-ARIA, window splitter). */}
          <div
            role="separator"
            tabIndex={0}
            aria-orientation="vertical"
            aria-label={`Width of ${paneLabel}`}
            aria-controls={id}
            aria-valuenow={width}
            aria-valuemin={minWidth}
            aria-valuemax={maxWidth}
            aria-valuetext={`${width} pixels`}
            className={styles['divider']}
            onPointerDown={grab}
            onPointerMove={move}
            onPointerUp={() => setMoving(false)}
            onPointerCancel={() => setMoving(false)}
            onDoubleClick={() => resize(usualWidth)}
            onKeyDown={press}
          />
          <aside
            id={id}
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

function isRtl(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl'
}
