import { Button } from '../ui/button.tsx'
import styles from './form.module.css'

export interface NoKeychainProps {
  /** Whether one was chosen; this computer's login has none. */
  hasPassphrase: boolean
  /** There is one, and nobody has unlocked it. */
  isLocked: boolean
  isPending: boolean
  onTryAgain: () => void
  onSealedFile: () => void
}

/** Where the keys go when there is no keychain is a person's decision, never a silent second choice (K1). */
export function NoKeychain({
  hasPassphrase,
  isLocked,
  isPending,
  onTryAgain,
  onSealedFile,
}: NoKeychainProps) {
  return (
    <div className={styles['form']}>
      <div>
        <h1 className={styles['title']}>{isLocked ? 'The keychain is locked' : 'No keychain answers'}</h1>
        <p className={styles['lead']}>
          {isLocked
            ? 'Unlock this computer’s keychain and try it again; or Bulkhead keeps its keys in a file sealed by your passphrase instead.'
            : 'This computer has no keychain that answers. Bulkhead can keep its keys in a file sealed by your passphrase instead.'}
        </p>
      </div>
      <dl className={styles['differences']}>
        <dt>With a keychain</dt>
        <dd>Whoever copies the files of this computer still lacks a part of every key.</dd>
        <dt>With a sealed file</dt>
        <dd>Your passphrase is all that protects such a copy, so it should be long.</dd>
      </dl>
      {!hasPassphrase && (
        <p className={styles['note']}>
          This computer’s login opens nothing without a keychain, so you will be asked to choose a passphrase.
        </p>
      )}
      <div className={styles['actions']}>
        <Button variant="primary" size="lg" autoFocus isPending={isPending} onPress={onSealedFile}>
          {hasPassphrase ? 'Use a sealed file' : 'Choose a passphrase'}
        </Button>
        <Button size="lg" isDisabled={isPending} onPress={onTryAgain}>
          Try the keychain again
        </Button>
      </div>
    </div>
  )
}
