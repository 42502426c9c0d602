import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useId, useState } from 'react'
import { firm } from '../../api.ts'
import { firmStateKey, type Person } from '../../firm/firm-state.ts'
import { NewPassphrase } from '../../firm/new-passphrase.tsx'
import { passphraseBytes } from '../../firm/passphrase-bytes.ts'
import { codeOf, sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { PassphraseField } from '../../ui/fields/passphrase-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import styles from './people-section.module.css'

export interface ChangePassphraseDialogProps {
  person: Person
  /** Whether there is one to change; else the account opens with this computer's login. */
  hasOne: boolean
  onClose: () => void
}

/** One's own passphrase: the old one is asked for, whoever is signed in. */
export function ChangePassphraseDialog({ person, hasOne, onClose }: ChangePassphraseDialogProps) {
  const id = useId()
  const queries = useQueryClient()
  const [old, setOld] = useState('')
  const [typed, setTyped] = useState('')
  const [again, setAgain] = useState('')
  const [isChecked, setChecked] = useState(false)
  const [isPending, setPending] = useState(false)
  const [wrongOld, setWrongOld] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const errors = isChecked && typed !== again ? { again: 'This is not the same passphrase.' } : {}

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    setChecked(true)
    setProblem(null)
    if (hasOne && old === '') return setWrongOld('Type the passphrase that you have now.')
    if (isPending || typed === '' || typed !== again) return
    setPending(true)
    const [before, next] = [hasOne ? passphraseBytes(old) : null, passphraseBytes(typed)]
    try {
      await firm.call('staff.changePassphrase', { old: before, next })
      await queries.invalidateQueries({ queryKey: firmStateKey })
      showToast({ text: 'Your passphrase was changed' })
      onClose()
    } catch (error) {
      if (codeOf(error) === 'wrong-passphrase') {
        setOld('')
        setWrongOld('That passphrase is not right.')
      } else setProblem(sentenceOf(error))
      setPending(false)
    } finally {
      before?.fill(0)
      next.fill(0)
    }
  }

  return (
    <Dialog
      isOpen
      size="sm"
      title={hasOne ? 'Change your passphrase' : 'Set a passphrase'}
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            Cancel
          </Button>
          <Button size="lg" variant="primary" type="submit" form={id} isPending={isPending}>
            {hasOne ? 'Change it' : 'Set it'}
          </Button>
        </>
      }
    >
      <form id={id} noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        {hasOne && (
          <PassphraseField
            size="lg"
            label="Passphrase now"
            autoFocus
            error={wrongOld}
            value={old}
            onChange={(next) => {
              setOld(next)
              if (next !== '') setWrongOld(null)
            }}
          />
        )}
        <NewPassphrase
          typed={typed}
          again={again}
          onTyped={setTyped}
          onAgain={setAgain}
          known={[person.name]}
          errors={errors}
        />
        {problem !== null && (
          <Banner tone="danger" isAlert title="It was not changed">
            {problem}
          </Banner>
        )}
      </form>
    </Dialog>
  )
}
