import { useEffect, useEffectEvent } from 'react'
import { plural } from '../../documents/plural.ts'
import type { People } from '../../members.ts'
import { sentenceOf } from '../../problem.ts'
import { ConfirmDialog } from '../../ui/overlays/confirm-dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import { LossNotes } from '../access/loss-notes.tsx'
import { useAccessChange, useAccessLoss } from '../people.ts'
import styles from './groups.module.css'

type Group = People['groups'][number]

export interface RemoveGroupDialogProps {
  /** Null: it is shut. */
  group: Group | null
  onClose: () => void
}

/** Says what goes with a group, by number, before it goes. */
export function RemoveGroupDialog({ group, onClose }: RemoveGroupDialogProps) {
  return <RemoveGroup key={group?.id ?? 'none'} group={group} onClose={onClose} />
}

function RemoveGroup({ group, onClose }: RemoveGroupDialogProps) {
  const preview = useAccessLoss()
  const remove = useAccessChange(async (caller, told: number) => {
    if (group) await caller.call('groups.remove', { group: group.id, told })
  })
  const count = useEffectEvent(() => {
    if (group) preview.mutate({ kind: 'group-removed', group: group.id })
  })
  useEffect(() => count(), [])
  const loss = preview.data

  async function confirm() {
    // Not before the number is known that one agrees to.
    if (!group || !loss) return
    await remove.mutateAsync(loss.unread)
    onClose()
    showToast({ text: `Group “${group.name}” removed` })
  }

  const failure = remove.error ?? preview.error
  return (
    <ConfirmDialog
      title={group && <bdi>Remove the group “{group.name}”?</bdi>}
      isOpen={group !== null}
      onClose={onClose}
      cancelLabel="Keep"
      confirmLabel="Remove group"
      isPending={remove.isPending}
      error={failure && sentenceOf(failure)}
      onConfirm={() => void confirm().catch(() => undefined)}
    >
      {group && (
        <div className={styles['form']}>
          <p>
            It is taken from {plural(group.documents, 'document')}. The documents stay; whoever reads them by
            another group goes on reading them.
          </p>
          {!preview.error && <LossNotes loss={loss} />}
        </div>
      )}
    </ConfirmDialog>
  )
}
