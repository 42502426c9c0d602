import { PassphraseField } from '../ui/fields/passphrase-field.tsx'
import { passphraseAdvice } from './passphrase-advice.ts'
import { fewestPoints, usePassphraseStrength } from './passphrase-strength.ts'
import { StrengthMeter } from './strength-meter.tsx'

export interface NewPassphraseProps {
  typed: string
  again: string
  onTyped: (typed: string) => void
  onAgain: (again: string) => void
  /** What anybody would try first: names of the person and the firm. */
  known?: readonly string[]
  /** Where it is not one's own. */
  hint?: string | undefined
  errors: { typed?: string | undefined; again?: string | undefined }
}

/** A passphrase that is chosen: typed twice, with what can be said about its strength. */
export function NewPassphrase({
  typed,
  again,
  onTyped,
  onAgain,
  known = [],
  hint = 'Nobody can reset it. Without it, only the recovery sheets open your clients’ files.',
  errors,
}: NewPassphraseProps) {
  const points = usePassphraseStrength(typed, known)
  return (
    <>
      <PassphraseField
        size="lg"
        label="Passphrase"
        hint={
          points !== null && points < fewestPoints
            ? 'It is guessed too easily, so it would be refused. Four or more unrelated words are easy to remember.'
            : passphraseAdvice(typed)
        }
        error={errors.typed}
        value={typed}
        onChange={onTyped}
      />
      <StrengthMeter points={points} />
      <PassphraseField
        size="lg"
        label="Passphrase again"
        hint={hint}
        error={errors.again}
        value={again}
        onChange={onAgain}
      />
    </>
  )
}
