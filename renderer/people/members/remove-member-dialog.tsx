import { useEffect, useEffectEvent, useState } from 'react'
import { sentenceOf } from '../../problem.ts'
import { ConfirmDialog } from '../../ui/overlays/confirm-dialog.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { LossNotes } from '../access/loss-notes.tsx'
import { useAccessLoss } from '../people.ts'
import type { Member } from './members-panel.tsx'
import styles from './members-panel.module.css'
import { useRemoval } from './removal.tsx'

export interface RemoveMemberDialogProps {
  /** Null: it is shut. */
  member: Member | null
  onClose: () => void
}

/** Says what a removal does. It goes on with the new recovery sheet, and nothing is changed before that is confirmed. */
export function RemoveMemberDialog({ member, onClose }: RemoveMemberDialogProps) {
  return <RemoveMember key={member?.id ?? 'none'} member={member} onClose={onClose} />
}

function RemoveMember({ member, onClose }: RemoveMemberDialogProps) {
  const { about } = useWorkspace()
  const begin = useRemoval()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const isYou = member?.id === about.member
  const name = member?.name ?? ''
  const preview = useAccessLoss()
  const loss = preview.data
  const count = useEffectEvent(() => {
    if (member) preview.mutate({ kind: 'member-removed', member: member.id })
  })
  useEffect(() => count(), [])
  const problem = error ?? (preview.error && sentenceOf(preview.error))

  async function goOn() {
    // Not before the number is known that one agrees to.
    if (!member || !loss) return
    setPending(true)
    setError(null)
    try {
      await begin(member, loss.unread)
    } catch (failure) {
      setError(sentenceOf(failure))
      setPending(false)
    }
  }

  return (
    <ConfirmDialog
      title={<bdi>{isYou ? `Leave ${about.name}?` : `Remove ${name} from ${about.name}?`}</bdi>}
      isOpen={member !== null}
      onClose={() => {
        setError(null)
        onClose()
      }}
      confirmLabel="Make the new sheet…"
      tone="normal"
      isPending={isPending}
      error={problem}
      onConfirm={() => void goOn()}
    >
      <ul className={styles['list']}>
        <li>
          The client gets a <b>new key</b>, sealed to everybody who stays.{' '}
          {isYou ? 'You open' : `${name} opens`} nothing of it from then on.
        </li>
        <li>
          It gets a <b>new recovery sheet</b>, which you print and confirm first. The sheet you have now opens
          nothing made afterwards.
        </li>
        <li>
          A <b>copy</b> of the files that was made earlier still opens with the old key, with what was in it
          then. No program can take that back.
        </li>
        <li>What {isYou ? 'you' : name} asked and did stays in the audit log.</li>
      </ul>
      {!preview.error && <LossNotes loss={loss} />}
    </ConfirmDialog>
  )
}
