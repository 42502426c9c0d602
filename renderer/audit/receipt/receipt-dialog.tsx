import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import { SavingNote, useSaving } from '../../saving.tsx'
import { NotLoaded } from '../../not-loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { Receipt } from './receipt.tsx'
import styles from './receipt-dialog.module.css'
import '../../ui/print.css'

export type MadeReceipt = OutputOf<(typeof workspaceContract)['log.receipt']>

/** Has the log signed as it is, and shows what to keep elsewhere. Each time it opens is another receipt. */
export function ReceiptDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? <Making onClose={onClose} /> : null
}

function Making({ onClose }: { onClose: () => void }) {
  const { binding, caller } = useWorkspace()
  const [openedMs] = useState(() => Date.now())
  const { saving, save } = useSaving('receipt')
  const receipt = useQuery({
    queryKey: ['log.receipt', binding, openedMs],
    gcTime: 0,
    retry: false,
    queryFn: async () => await caller.call('log.receipt', {}),
  })

  const saveAs = (text: string) =>
    save(async (target) => {
      await caller.call('log.saveReceipt', { text, target })
      return target
    })

  const { data, error } = receipt
  return (
    <Dialog
      title="Receipt of the log"
      size="md"
      isOpen
      onClose={onClose}
      note={data && 'It holds no name and no word of a client.'}
      actions={
        data ? (
          <>
            <Button size="lg" icon="print" onPress={() => window.print()}>
              Print…
            </Button>
            <Button
              size="lg"
              variant="primary"
              icon="download"
              isPending={saving.kind === 'saving'}
              onPress={() => void saveAs(data.text)}
            >
              Save…
            </Button>
          </>
        ) : (
          <Button size="lg" onPress={onClose}>
            Close
          </Button>
        )
      }
    >
      <div className={styles['body']}>
        <p className={styles['lead']}>
          Keep it anywhere but on this computer: in the safe, with your lawyer, in another office. If somebody
          ever puts the whole log back to an older copy, this is what shows it.
        </p>
        {receipt.isPending && <Skeleton label="Having the log signed" count={6} />}
        {error && <NotLoaded title="There is no receipt" error={error} onTryAgain={receipt.refetch} />}
        {data && <Receipt receipt={data} />}
        <SavingNote saving={saving} />
      </div>
    </Dialog>
  )
}
