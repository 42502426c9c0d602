import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './written-link.module.css'

/** An address in an answer. Bulkhead opens none: it shows the whole of it, to be copied by a person who wants to (M6). */
export function WrittenLink({ address }: { address: string }) {
  const [isShown, setShown] = useState(false)
  return (
    <>
      <LinkButton onPress={() => setShown(true)}>{address}</LinkButton>
      <Dialog
        title="An address from a document"
        size="sm"
        isOpen={isShown}
        onClose={() => setShown(false)}
        actions={
          <>
            <CopyButton text={address} label="Copy the address" done="Address copied" />
            <Button onPress={() => setShown(false)}>Close</Button>
          </>
        }
      >
        <p className={styles['address']}>{address}</p>
        <p>
          Bulkhead opens nothing outside. If you trust this address, copy it to your browser: whoever runs it
          can see that you came.
        </p>
      </Dialog>
    </>
  )
}
