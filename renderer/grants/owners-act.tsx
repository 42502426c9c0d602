import type { ReactNode } from 'react'
import { useState } from 'react'
import { sentenceOf } from '../problem.ts'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog.tsx'
import { useWorkspace } from '../workspace.tsx'
import { GrantOpeningsDialog } from './grant-openings-dialog.tsx'
import { type AcrossRequest, type Grant, type OpeningsRequest, useLookAgain } from './grants.ts'
import { ReleaseDialog } from './release-dialog.tsx'

/** What an owner is about to do; each asks once more. */
export type OwnersAct =
  | { kind: 'release' | 'refuse' | 'revoke'; grant: Grant }
  | { kind: 'open' | 'refuse-openings' | 'revoke-openings'; request: OpeningsRequest }
  | { kind: 'grant-across' | 'decline-across'; request: AcrossRequest }

/** Shows what an owner is about to do, and does it. */
export function OwnersActDialog({ doing, onClose }: { doing: OwnersAct | null; onClose: () => void }) {
  const { caller } = useWorkspace()
  if (doing === null) return null
  switch (doing.kind) {
    case 'release':
      return <ReleaseDialog grant={doing.grant} onClose={onClose} />
    case 'open':
      return <GrantOpeningsDialog request={doing.request} onClose={onClose} />
    case 'refuse':
      return (
        <Asking
          title={`Refuse ${doing.grant.operatorName}’s request?`}
          confirmLabel="Refuse"
          run={async () => await caller.call('grants.refuse', { grant: doing.grant.grant })}
          onClose={onClose}
        >
          Nothing is released. Both logs say that you refused it.
        </Asking>
      )
    case 'revoke':
      return (
        <Asking
          title={`Take ${doing.grant.operatorName}’s grant back?`}
          confirmLabel="Take back"
          run={async () => await caller.call('grants.revoke', { grant: doing.grant.grant })}
          onClose={onClose}
        >
          What was released is deleted and opens no more in the app. What they have read, they have read;
          somebody who kept a copy of the file and of their key could still open that copy.
        </Asking>
      )
    case 'refuse-openings':
    case 'revoke-openings':
      return (
        <Asking
          title={
            doing.kind === 'refuse-openings'
              ? `Refuse ${doing.request.auditorName}’s request?`
              : `Take ${doing.request.auditorName}’s grant back?`
          }
          confirmLabel={doing.kind === 'refuse-openings' ? 'Refuse' : 'Take back'}
          run={async () =>
            await caller.call(doing.kind === 'refuse-openings' ? 'openings.refuse' : 'openings.revoke', {
              grant: doing.request.grant,
            })
          }
          onClose={onClose}
        >
          The values stay sealed for them from now on.
        </Asking>
      )
    case 'grant-across':
      return (
        <Asking
          title={`Consent to a look by ${doing.request.staffName}?`}
          confirmLabel="Consent to one look"
          tone="normal"
          run={async () => await caller.call('across.grant', { grant: doing.request.grant })}
          onClose={onClose}
        >
          They may search this client once, within a day, from the screen that searches several clients. They
          see what they may read here anyway. The look is in this client’s log.
        </Asking>
      )
    case 'decline-across':
      return (
        <Asking
          title={`Let ${doing.request.staffName} not look?`}
          confirmLabel="Refuse"
          run={async () => await caller.call('across.decline', { grant: doing.request.grant })}
          onClose={onClose}
        >
          They can still search this client when they have it open.
        </Asking>
      )
    default:
      return doing satisfies never
  }
}

interface AskingProps {
  title: string
  confirmLabel: string
  tone?: 'danger' | 'normal'
  run: () => Promise<unknown>
  onClose: () => void
  children: ReactNode
}

function Asking({ title, confirmLabel, tone = 'danger', run, onClose, children }: AskingProps) {
  const lookAgain = useLookAgain()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const confirm = async () => {
    setPending(true)
    try {
      await run()
      await lookAgain()
      onClose()
    } catch (problem) {
      setError(sentenceOf(problem))
      setPending(false)
    }
  }
  return (
    <ConfirmDialog
      isOpen
      title={title}
      confirmLabel={confirmLabel}
      tone={tone}
      isPending={isPending}
      error={error}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{children}</p>
    </ConfirmDialog>
  )
}
