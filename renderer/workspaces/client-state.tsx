import type { ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import { WorkspaceTile } from '../ui/marks/workspace-tile.tsx'
import styles from './client-state.module.css'
import type { Client } from './clients.ts'

export interface ClientStateProps {
  /** Null while its name is not known yet, or cannot be. */
  client: Pick<Client, 'name' | 'colour'> | null
  title: string
  state?: 'locked' | 'open'
  /** What went wrong is read out as soon as it appears. */
  isAlert?: boolean
  children?: ReactNode
}

/** A client on its way, or shut for a reason. */
export function ClientState({
  client,
  state = 'locked',
  title,
  isAlert = false,
  children,
}: ClientStateProps) {
  return (
    <div className={styles['screen']}>
      <section className={styles['box']} role={isAlert ? 'alert' : undefined}>
        <header className={styles['head']}>
          {client && <WorkspaceTile name={client.name} colour={client.colour} state={state} size="lg" />}
          <div className={styles['who']}>
            {client && (
              <p className={styles['client']} dir="auto">
                {client.name}
              </p>
            )}
            <h1 className={styles['title']}>
              {isAlert && <Icon name="warning" />}
              {title}
            </h1>
          </div>
        </header>
        {children}
      </section>
    </div>
  )
}
