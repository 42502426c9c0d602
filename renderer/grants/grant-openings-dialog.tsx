import { useState } from 'react'
import { useNavigation } from '../navigation.tsx'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import { showToast } from '../ui/toast.tsx'
import { useWorkspace } from '../workspace.tsx'
import styles from './grants-screen.module.css'
import { valuesWords } from './grant-words.ts'
import { type OpeningsRequest, useLookAgain } from './grants.ts'
import { type Hours, HoursSelect, usualHours } from './hours-select.tsx'

/** Opens sealed values for an auditor: those of these entries that this owner can read themselves. */
export function GrantOpeningsDialog({ request, onClose }: { request: OpeningsRequest; onClose: () => void }) {
  const { caller } = useWorkspace()
  const { go } = useNavigation()
  const lookAgain = useLookAgain()
  const [hours, setHours] = useState<Hours>(usualHours)
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const grant = async () => {
    setPending(true)
    try {
      const { opened } = await caller.call('openings.grant', { grant: request.grant, hours: Number(hours) })
      await lookAgain()
      showToast({ text: `${valuesWords(opened)} opened for ${request.auditorName}` })
      onClose()
    } catch (problem) {
      setError(sentenceOf(problem))
      setPending(false)
    }
  }
  return (
    <Dialog
      isOpen
      isStrict
      size="sm"
      title={`Open sealed values for ${request.auditorName}`}
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onPress={onClose} autoFocus>
            Cancel
          </Button>
          <Button size="lg" variant="primary" isPending={isPending} onPress={() => void grant()}>
            Open them
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <p>
          They will read every sealed value of these entries that you can read yourself, and of no other. Look
          at the entries first:
        </p>
        <ul className={styles['samples']}>
          {request.entries.map((seq) => (
            <li key={seq}>
              <LinkButton onPress={() => go({ kind: 'audit', entry: seq })}>
                Entry {seq.toLocaleString()}
              </LinkButton>
            </li>
          ))}
        </ul>
        <HoursSelect value={hours} onChange={setHours} />
        {error !== null && (
          <Banner tone="danger" isAlert title="Nothing was opened">
            {error}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}
