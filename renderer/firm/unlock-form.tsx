import { type SyntheticEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { PassphraseField } from '../ui/fields/passphrase-field.tsx'
import { Select } from '../ui/fields/select.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Banner } from '../ui/banner.tsx'
import { passphraseBytes } from './passphrase-bytes.ts'
import type { Refused } from './sign-in-screen.tsx'
import styles from './sign-in-screen.module.css'

/** Who tries to come in. The bytes belong to whoever is called. */
export interface Tried {
  name: string | null
  passphrase: Uint8Array | null
}

export interface UnlockFormProps {
  asksPassphrase: boolean
  /** Who has an account here; null where only a passphrase tells. */
  names: readonly string[] | null
  /** How long nobody can try, after many wrong passphrases. */
  waitSeconds: number
  /** The next unlock goes on from a damaged log. */
  goesOn: boolean
  isPending: boolean
  /** Resolves with what the form has to say about the try, if anything. */
  onUnlock: (tried: Tried) => Promise<Refused | null>
  onCancelGoOn: () => void
}

/** A passphrase, or nothing but a button where the computer's login opens the firm. */
export function UnlockForm({
  asksPassphrase,
  names,
  waitSeconds,
  goesOn,
  isPending,
  onUnlock,
  onCancelGoOn,
}: UnlockFormProps) {
  const [typed, setTyped] = useState('')
  const [name, setName] = useState('')
  const [asksName, setAsksName] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  /** With one person there is nothing to choose. */
  const isChoice = names !== null && names.length > 1
  /** A field that was refused begins anew, with the focus in it. */
  const [refusals, setRefusals] = useState({ name: 0, passphrase: 0 })
  const [kept, setKept] = useState<Uint8Array | null>(null)
  const [error, setError] = useState<Refused | null>(null)

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (isPending || waitSeconds > 0) return
    if (isChoice && chosen === null) return setError({ field: 'name', sentence: 'Choose who you are.' })
    if (asksPassphrase && !kept && typed === '')
      return setError({ field: 'passphrase', sentence: 'Type your passphrase.' })
    const passphrase = kept ?? (asksPassphrase ? passphraseBytes(typed) : null)
    setTyped('')
    const refused = await onUnlock({
      name: isChoice ? chosen : asksName ? name.trim() : null,
      passphrase: passphrase?.slice() ?? null,
    })
    setError(refused)
    if (refused) setRefusals((before) => ({ ...before, [refused.field]: before[refused.field] + 1 }))
    // The passphrase may be right where only the name was missing; nobody types it again for that.
    if (refused?.field === 'name') {
      setAsksName(true)
      setKept(passphrase)
    } else {
      passphrase?.fill(0)
      setKept(null)
    }
  }

  return (
    <form className={styles['box']} noValidate onSubmit={(event) => void submit(event)}>
      <div className={styles['head']}>
        <span aria-hidden className={styles['padlock']}>
          <Icon name="lock" size={24} />
        </span>
        <div>
          <h1 className={styles['title']}>Bulkhead is locked</h1>
          <p className={styles['sub']}>No client is open, and no key is in memory.</p>
        </div>
      </div>
      {goesOn && (
        <Banner tone="warn" title="This unlock goes on from the damage">
          What was found is written into the firm’s log, and its record begins anew from what is there.
        </Banner>
      )}
      {isChoice && (
        <Select
          size="lg"
          label="Who are you?"
          placeholder="Choose your name"
          error={error?.field === 'name' ? error.sentence : null}
          items={names.map((one) => ({ id: one, label: one }))}
          value={chosen}
          onChange={(one) => {
            setChosen(one)
            setError(null)
          }}
        />
      )}
      {asksName && !isChoice && (
        <TextField
          key={`name ${refusals.name}`}
          size="lg"
          label="Your name"
          autoFocus
          error={error?.field === 'name' ? error.sentence : null}
          value={name}
          onChange={setName}
        />
      )}
      {asksPassphrase && !kept && (
        <PassphraseField
          key={`passphrase ${refusals.passphrase}`}
          size="lg"
          label="Passphrase"
          autoFocus={error?.field !== 'name'}
          error={error?.field === 'passphrase' ? error.sentence : null}
          value={typed}
          onChange={(next) => {
            setTyped(next)
            if (next !== '') setError(null)
          }}
        />
      )}
      {waitSeconds > 0 && (
        <Banner tone="warn" title="Too many wrong passphrases">
          {waitWords(waitSeconds)} Starting Bulkhead again does not shorten it.
        </Banner>
      )}
      <div className={styles['actions']}>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          isFullWidth
          isPending={isPending}
          isDisabled={waitSeconds > 0}
          autoFocus={!asksPassphrase}
        >
          {goesOn ? 'Unlock, with a record of it' : 'Unlock'}
        </Button>
        {goesOn && (
          <Button variant="quiet" size="lg" onPress={onCancelGoOn}>
            Not now
          </Button>
        )}
      </div>
      {!asksPassphrase && (
        <p className={styles['note']}>It opens for whoever is signed in to this computer as you.</p>
      )}
    </form>
  )
}

function waitWords(seconds: number): string {
  if (seconds === 1) return 'Wait 1 second, then try again.'
  if (seconds < 90) return `Wait ${seconds} seconds, then try again.`
  return `Wait ${Math.ceil(seconds / 60)} minutes, then try again.`
}
