import { useId } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import { ClientFields } from './client-fields.tsx'
import type { Client } from './clients.ts'
import type { MadeClient } from './new-client.ts'
import styles from './new-client-dialog.module.css'
import { SampleList } from './sample-list.tsx'
import { useClientForm } from './use-client-form.ts'

export interface NewClientDialogProps {
  isOpen: boolean
  clients: readonly Client[]
  /** What is open now, and will not be then. */
  openName: string | null
  onClose: () => void
  onMade: (made: MadeClient) => void
}

/** Makes a client at any time. */
export function NewClientDialog(props: NewClientDialogProps) {
  // Begins anew whenever it opens.
  return props.isOpen ? <OpenDialog {...props} /> : null
}

function OpenDialog({ clients, openName, onClose, onMade }: NewClientDialogProps) {
  const form = useClientForm(clients, onMade)
  const id = useId()
  return (
    <Dialog
      isOpen
      title="New client"
      onClose={onClose}
      note={`Next comes its recovery sheet. Then it opens${openName === null ? '' : `, and ${openName} closes`}.`}
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            Cancel
          </Button>
          <Button size="lg" variant="primary" type="submit" form={id} isPending={form.isPending}>
            Make the client
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <ClientFields form={form} />
      </form>
      <h3 className={styles['or']}>Or try a sample client</h3>
      <SampleList clients={clients} />
    </Dialog>
  )
}
