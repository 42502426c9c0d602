import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/overlays/popover.tsx'
import styles from './offline-badge.module.css'

/** That nothing leaves, and on what that rests: how the app is made, not a measurement of this computer's network. */
export function OfflineBadge() {
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
