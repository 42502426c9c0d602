import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { FloatDistance } from './layer.tsx'
import { WorkspaceTile } from './marks/workspace-tile.tsx'
import styles from './title-bar.module.css'

export interface TitleBarProps {
  /** At the start: the button of the sidebar. */
  start?: ReactNode
  /** The client in this window, or what the window is for: "Set up Bulkhead". */
  name: string
  /** The client's colour, an index. Null where there is no client. */
  colour: number | null
  isLocked?: boolean | undefined
  centre?: ReactNode
  /** At the end: connections, the lock. */
  end?: ReactNode
}

/** Name and colour of the client, which nothing ever covers. The window is moved by it. */
export function TitleBar({ start, name, colour, isLocked = false, centre, end }: TitleBarProps) {
  return (
    <FloatDistance value={8}>
      {/* Dialogs leave it reachable, for the pointer as for a screen reader: locking must always be possible. */}
      <header data-react-aria-top-layer="true" className={styles['bar']}>
        <div className={styles['start']}>{start}</div>
        <div className={styles['who']}>
          {colour !== null && (
            <WorkspaceTile name={name} colour={colour} state={isLocked ? 'locked' : 'open'} />
          )}
          <strong className={styles['name']} title={name} dir="auto">
            {name}
          </strong>
          {isLocked && (
            <span className={styles['locked']}>
              <Icon name="lock" size={14} />
              Locked
            </span>
          )}
        </div>
        <div className={styles['centre']}>{centre}</div>
        <div className={styles['end']}>{end}</div>
      </header>
    </FloatDistance>
  )
}
