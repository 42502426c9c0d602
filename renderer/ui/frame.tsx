import { type ReactNode, useEffect, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './frame.module.css'
import { OverlayLayer } from './layer.tsx'
import { ToastRegion } from './toast.tsx'
import { Wall } from './wall.tsx'
import { colourName } from './workspace-colour.ts'

export interface FrameProps {
  /** The colour of the client in this window, an index. Null where there is no client. */
  colour: number | null
  isLocked?: boolean | undefined
  /** A TitleBar. */
  titleBar: ReactNode
  /** Left out, hidden, or not there yet: the main part takes the whole width. */
  sidebar?: ReactNode
  children: ReactNode
}

/** The window: wall, title bar, sidebar, main part. What floats takes its colour and stays below the title bar. */
export function Frame({ colour, isLocked = false, titleBar, sidebar, children }: FrameProps) {
  const [bounds, setBounds] = useState<HTMLElement | null>(null)
  const hasSidebar = sidebar !== undefined && sidebar !== null && sidebar !== false
  useEffect(refuseStrayFiles, [])
  return (
    <div data-ws={colour === null ? undefined : colourName(colour)} className={styles['frame']}>
      <OverlayLayer bounds={bounds}>
        {colour !== null && <Wall isLocked={isLocked} />}
        {titleBar}
        <div ref={setBounds} className={classNames(styles['below'], hasSidebar && styles['withSidebar'])}>
          {hasSidebar && <div className={styles['sidebar']}>{sidebar}</div>}
          <main className={styles['main']}>{children}</main>
        </div>
      </OverlayLayer>
      <ToastRegion />
    </div>
  )
}

/** A file dropped beside a drop area would replace the page by the file. */
function refuseStrayFiles() {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
  }
  window.addEventListener('dragover', refuse)
  window.addEventListener('drop', refuse)
  return () => {
    window.removeEventListener('dragover', refuse)
    window.removeEventListener('drop', refuse)
  }
}
