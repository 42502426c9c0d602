import { useFirmModels } from '../models/use-watched.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/overlays/popover.tsx'
import styles from './offline-badge.module.css'

/**
 * That nothing leaves, and on what that rests: how the app is made, not a measurement of this computer's network. While a
 * model is downloaded, which is the one thing that uses it, it says so.
 */
export function OfflineBadge() {
  const running =
    useFirmModels().state?.catalogue.filter(({ download }) => download?.kind === 'running').length ?? 0
  if (running > 0)
    return (
      <Popover label="What is connected" placement="bottom end" offset={12} content={<Downloading />}>
        <Button variant="quiet" size="sm" icon="download">
          {running === 1 ? '1 connection' : `${running} connections`}
        </Button>
      </Popover>
    )
  return (
    <Popover
      label="Why there are no connections"
      placement="bottom end"
      offset={12}
      content={<Explanation />}
    >
      <Button variant="quiet" size="sm" icon="offline">
        0 connections
      </Button>
    </Popover>
  )
}

function Downloading() {
  return (
    <div className={styles['words']}>
      <p className={styles['title']}>A model is being downloaded</p>
      <p>
        Somebody pressed Install in Models. Only the part of Bulkhead that opens no client’s file is
        connected; it asks for the model’s files and sends nothing else. It ends with the download, a pause or
        a lock.
      </p>
    </div>
  )
}

function Explanation() {
  return (
    <div className={styles['words']}>
      <p className={styles['title']}>Offline, by design</p>
      <p>
        Documents are read, searched and answered on this computer. No part of Bulkhead that touches them can
        open a connection, and its screens can load nothing from elsewhere.
      </p>
      <p>That is how it is built and tested. It does not watch the network of this computer for you.</p>
    </div>
  )
}
