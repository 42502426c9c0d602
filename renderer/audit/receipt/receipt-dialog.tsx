import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import { sentenceOf } from '../../problem.ts'
import { chooseTarget } from '../../save-target.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { Receipt } from './receipt.tsx'
import styles from './receipt-dialog.module.css'
import '../../ui/print.css'

export type MadeReceipt = OutputOf<(typeof workspaceContract)['log.receipt']>

type Saving =
  { kind: 'no' } | { kind: 'saving' } | { kind: 'saved'; path: string } | { kind: 'failed'; why: string }

/** Has the log signed as it is, and shows what to keep elsewhere. Each time it opens is another receipt. */
export function ReceiptDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? <Making onClose={onClose} /> : null
}

function Making({ onClose }: { onClose: () => void }) {
  const { binding, caller } = useWorkspace()
  const [openedMs] = useState(() => Date.now())
  const [saving, setSaving] = useState<Saving>({ kind: 'no' })
  const receipt = useQuery({
    queryKey: ['log.receipt', binding, openedMs],
    gcTime: 0,
    retry: false,
    queryFn: async () => await caller.call('log.receipt', {}),
  })

  async function save({ text }: MadeReceipt) {
    setSaving({ kind: 'saving' })
    try {
      const path = await chooseTarget('receipt')
      if (path === null) return setSaving({ kind: 'no' })
      await caller.call('log.saveReceipt', { text, target: path })
      setSaving({ kind: 'saved', path })
    } catch (error) {
      setSaving({ kind: 'failed', why: sentenceOf(error) })
    }
  }

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
              onPress={() => void save(data)}
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
        {error && (
          <Banner
            tone="danger"
            isAlert
            title="There is no receipt"
            actions={
              <Button size="sm" onPress={() => void receipt.refetch()}>
                Try again
              </Button>
            }
          >
            {sentenceOf(error)}
          </Banner>
        )}
        {data && <Receipt receipt={data} />}
        {saving.kind === 'saved' && (
          <Banner tone="ok" isAlert title="Saved">
            <span className={styles['path']}>{saving.path}</span>
          </Banner>
        )}
        {saving.kind === 'failed' && (
          <Banner tone="danger" isAlert title="It was not saved">
            {saving.why}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}
