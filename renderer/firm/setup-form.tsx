import { type SyntheticEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { RadioGroup } from '../ui/fields/radio-group.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { Banner } from '../ui/banner.tsx'
import type { NewFirm } from './create-firm.ts'
import { focusFirstError } from './focus-first-error.ts'
import styles from './form.module.css'
import { NewPassphrase } from './new-passphrase.tsx'
import { fewestCharacters, lengthOf } from './passphrase-advice.ts'
import { passphraseBytes } from './passphrase-bytes.ts'

type Opens = 'passphrase' | 'computer'

export interface SetupFormProps {
  /** "passphrase" once a person has said that there is no keychain to use. */
  keyStore: NewFirm['keyStore']
  isPending: boolean
  /** Why it did not work. */
  problem: string | null
  /** The passphrase in it belongs to whoever is called. */
  onSubmit: (wanted: NewFirm) => void
}

/** The firm, its first person, and what opens Bulkhead. */
export function SetupForm({ keyStore, isPending, problem, onSubmit }: SetupFormProps) {
  const [name, setName] = useState('')
  const [staff, setStaff] = useState('')
  const [opens, setOpens] = useState<Opens>('passphrase')
  const [typed, setTyped] = useState('')
  const [again, setAgain] = useState('')
  const [isChecked, setChecked] = useState(false)
  const errors = isChecked ? errorsOf({ name, staff, opens, typed, again }) : {}

  function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault()
    setChecked(true)
    if (isPending) return
    if (Object.keys(errorsOf({ name, staff, opens, typed, again })).length > 0)
      return focusFirstError(event.currentTarget)
    const passphrase = opens === 'passphrase' ? passphraseBytes(typed) : null
    setTyped('')
    setAgain('')
    setChecked(false)
    onSubmit({ name: name.trim(), staff: staff.trim(), keyStore, passphrase })
  }

  return (
    <form className={styles['form']} noValidate onSubmit={submit}>
      <div>
        <h1 className={styles['title']}>Your firm</h1>
        <p className={styles['lead']}>
          Each client gets a sealed workspace of its own on this computer. You decide what opens it.
        </p>
      </div>
      <div className={styles['pair']}>
        <TextField
          size="lg"
          label="Name of the firm"
          autoFocus
          error={errors.name}
          value={name}
          onChange={setName}
        />
        <TextField size="lg" label="Your name" error={errors.staff} value={staff} onChange={setStaff} />
      </div>
      {keyStore === 'passphrase' ? (
        <Banner title="Without a keychain">
          Bulkhead’s keys will be in a file that your passphrase seals.
        </Banner>
      ) : (
        <RadioGroup label="What opens Bulkhead" items={openings} value={opens} onChange={setOpens} />
      )}
      {(opens === 'passphrase' || keyStore === 'passphrase') && (
        <NewPassphrase
          typed={typed}
          again={again}
          onTyped={setTyped}
          onAgain={setAgain}
          known={[name, staff]}
          errors={errors}
        />
      )}
      {problem !== null && (
        <Banner tone="danger" title="The firm was not set up">
          {problem}
        </Banner>
      )}
      <div className={styles['actions']}>
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          {isPending ? 'Making the keys…' : 'Set up'}
        </Button>
      </div>
    </form>
  )
}

const openings: { id: Opens; label: string; description: string }[] = [
  { id: 'passphrase', label: 'A passphrase', description: 'Asked for at each start and after each lock.' },
  {
    id: 'computer',
    label: 'This computer’s login',
    description:
      'No passphrase: whoever is signed in to this computer as you can unlock it. For a firm of one.',
  },
]

interface Filled {
  name: string
  staff: string
  opens: Opens
  typed: string
  again: string
}

function errorsOf({ name, staff, opens, typed, again }: Filled): {
  name?: string
  staff?: string
  typed?: string
  again?: string
} {
  return {
    ...(name.trim() === '' && { name: 'What is your firm called?' }),
    ...(staff.trim() === '' && { staff: 'What are you called?' }),
    ...(opens === 'passphrase' &&
      lengthOf(typed) < fewestCharacters && {
        typed: `Choose a passphrase of at least ${fewestCharacters} characters.`,
      }),
    ...(opens === 'passphrase' && typed !== again && { again: 'This is not the same passphrase.' }),
  }
}
