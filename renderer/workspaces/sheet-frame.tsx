import type { ReactNode } from 'react'
import { OfflineBadge } from '../frame/offline-badge.tsx'
import { Frame } from '../ui/frame.tsx'
import { TitleBar } from '../ui/title-bar.tsx'
import type { Client } from './clients.ts'
import styles from './sheet-frame.module.css'

/** The window while a recovery sheet is shown: of that client alone, whatever was open before. */
export function SheetFrame({ client, children }: { client: Client; children: ReactNode }) {
  return (
    <Frame
      colour={client.colour}
      titleBar={<TitleBar name={client.name} colour={client.colour} end={<OfflineBadge />} />}
    >
      <div className={styles['body']}>{children}</div>
    </Frame>
  )
}
