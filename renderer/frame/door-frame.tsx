import type { ReactNode } from 'react'
import { Frame } from '../ui/frame.tsx'
import { TitleBar } from '../ui/title-bar.tsx'
import { Wall } from '../ui/wall.tsx'
import { OfflineBadge } from './offline-badge.tsx'

export interface DoorFrameProps {
  title?: string
  children: ReactNode
}

/** The window while nobody is signed in: its wall is shut, and nothing of any client is in it. */
export function DoorFrame({ title = 'Bulkhead', children }: DoorFrameProps) {
  return (
    <Frame
      colour={null}
      titleBar={
        <>
          <Wall isLocked />
          <TitleBar name={title} colour={null} end={<OfflineBadge />} />
        </>
      }
    >
      {children}
    </Frame>
  )
}
