import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useId, useState } from 'react'
import { firm } from '../../api.ts'
import { NewPassphrase } from '../../firm/new-passphrase.tsx'
import { passphraseBytes } from '../../firm/passphrase-bytes.ts'
import { staffKey } from '../../firm/staff.ts'
import { sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/fields/radio-group.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import styles from './people-section.module.css'

const roles = [
  { id: 'staff', label: 'Staff', description: 'Can be added to clients, and make new ones.' },
  {
    id: 'operator',
    label: 'Operator',
    description: 'Maintains the installation, and can be a member of no client.',
  },
] as const

/** An account for somebody else, with a first passphrase that they change. */
export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const id = useId()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [role, setRole] = useState<(typeof roles)[number]['id']>('staff')
  const [typed, setTyped] = useState('')
  const [again, setAgain] = useState('')
  const [isChecked, setChecked] = useState(false)
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const errors = isChecked
    ? {
        name: name.trim() === '' ? 'What are they called?' : undefined,
        again: typed === again ? undefined : 'This is not the same passphrase.',
      }
    : {}

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    setChecked(true)
    if (isPending || name.trim() === '' || typed !== again) return
    setPending(true)
    setProblem(null)
    const passphrase = passphraseBytes(typed)
    try {
      await firm.call('staff.add', { name: name.trim(), role, passphrase })
      showToast({ text: `${name.trim()} has an account now` })
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
      setPending(false)
    } finally {
      passphrase.fill(0)
      await queries.invalidateQueries({ queryKey: staffKey })
    }
  }

  return (
    <Dialog
      isOpen
      size="sm"
      title="Add a person"
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            Cancel
          </Button>
          <Button size="lg" variant="primary" type="submit" form={id} isPending={isPending}>
            Make the account
          </Button>
        </>
      }
    >
      <form id={id} noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        <TextField size="lg" label="Name" autoFocus error={errors.name} value={name} onChange={setName} />
        <RadioGroup label="What they do" items={roles} value={role} onChange={setRole} />
        <NewPassphrase
          typed={typed}
          again={again}
          onTyped={setTyped}
          onAgain={setAgain}
          known={[name]}
          hint="Let them type it, or have them change it in Settings at once: nobody can reset it."
          errors={errors}
        />
        {problem !== null && (
          <Banner tone="danger" isAlert title="No account was made">
            {problem}
          </Banner>
        )}
      </form>
    </Dialog>
  )
}
