import { PassphraseField } from '../ui/fields/passphrase-field.tsx'
import { passphraseAdvice } from './passphrase-advice.ts'

export interface NewPassphraseProps {
  typed: string
  again: string
  onTyped: (typed: string) => void
  onAgain: (again: string) => void
  errors: { typed?: string | undefined; again?: string | undefined }
}

/** A passphrase that is chosen: typed twice, with what can be said about its strength. */
export function NewPassphrase({ typed, again, onTyped, onAgain, errors }: NewPassphraseProps) {
  return (
    <>
      <PassphraseField
        size="lg"
        label="Passphrase"
        hint={passphraseAdvice(typed)}
        error={errors.typed}
        value={typed}
        onChange={onTyped}
      />
      <PassphraseField
        size="lg"
        label="Passphrase again"
        hint="Nobody can reset it. Without it, only the recovery sheets open your clients’ files."
        error={errors.again}
        value={again}
        onChange={onAgain}
      />
    </>
  )
}
