import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './drop-area.module.css'
import { Icon } from './icon.tsx'

export interface DropAreaProps {
  /** What is dropped: read it at once, since it is empty after the event. */
  onDrop: (transfer: DataTransfer) => void
  /** What dropping does: "Drop to add to Meridian Salon Group". */
  label: string
  isDisabled?: boolean | undefined
  children: ReactNode
}

/** A region that takes files and folders wherever they are dropped in it. A FileButton does the same by keyboard. */
export function DropArea({ onDrop, label, isDisabled = false, children }: DropAreaProps) {
  const [isOver, setOver] = useState(false)
  // Enter and leave are also told for every element inside.
  const depth = useRef(0)
  const takes = (event: DragEvent) => !isDisabled && event.dataTransfer.types.includes('Files')
  return (
    <div
      className={styles['area']}
      onDragEnter={(event) => {
        if (!takes(event)) return
        depth.current++
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!takes(event)) return
        depth.current = Math.max(0, depth.current - 1)
        if (depth.current === 0) setOver(false)
      }}
      onDragOver={(event) => {
        if (!takes(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      }}
      onDrop={(event) => {
        depth.current = 0
        setOver(false)
        if (!takes(event)) return
        event.preventDefault()
        onDrop(event.dataTransfer)
      }}
    >
      {children}
      <div aria-hidden className={classNames(styles['veil'], isOver && styles['over'])}>
        <span className={styles['label']}>
          <Icon name="folder" />
          {label}
        </span>
      </div>
    </div>
  )
}
