import { plural } from '../../documents/plural.ts'
import { Banner } from '../../ui/banner.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { AccessLoss } from '../people.ts'

export interface LossNotesProps {
  /** Undefined while it is counted. */
  loss: AccessLoss | undefined
}

/** What a change of access costs, by number, before anybody makes it. */
export function LossNotes({ loss }: LossNotesProps) {
  if (!loss) return <Skeleton label="Counting" count={1} />
  const { unread, ownersAlone } = loss
  if (unread === 0 && ownersAlone === 0) return <p>No document is left to nobody, or to owners alone.</p>
  return (
    <>
      {unread > 0 && (
        <Banner tone="warn" title={`Nobody could read ${plural(unread, 'document')} any more`}>
          No other group of {unread === 1 ? 'it' : 'theirs'} has a reader in it. Give{' '}
          {unread === 1 ? 'it' : 'them'} to another group first, or under People afterwards.
        </Banner>
      )}
      {ownersAlone > 0 && (
        <p>
          Owners alone could read{' '}
          {unread > 0 ? plural(ownersAlone, 'other', 'others') : plural(ownersAlone, 'document')}.
        </p>
      )}
    </>
  )
}
