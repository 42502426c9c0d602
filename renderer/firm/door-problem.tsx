import type { Problem } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './sign-in-screen.module.css'

export interface DoorProblemProps {
  problem: Problem
  onTryAgain: () => void
  /** Where a person may decide to go on all the same. */
  onGoOn: (() => void) | null
  /** Where its keys are gone: another firm can be set up in its place. */
  onSetAside?: (() => void) | null
}

/** Why nobody gets in: what happened, what it means for the data, and what to do. */
export function DoorProblem({ problem, onTryAgain, onGoOn, onSetAside = null }: DoorProblemProps) {
  return (
    <section className={styles['box']} role="alert">
      <div className={styles['head']}>
        <span aria-hidden className={styles['trouble']}>
          <Icon name="warning" size={24} />
        </span>
        <h1 className={styles['title']}>{problem.title}</h1>
      </div>
      <p className={styles['text']}>{problem.text}</p>
      {onGoOn && (
        <p className={styles['note']}>
          You can go on all the same. What was found is then written into the firm’s log for good. The
          clients’ own logs are not touched by this.
        </p>
      )}
      <div className={styles['actions']}>
        <Button variant="primary" size="lg" autoFocus onPress={onTryAgain}>
          Try again
        </Button>
        {onGoOn && (
          <Button size="lg" onPress={onGoOn}>
            Go on, with a record of it…
          </Button>
        )}
        {onSetAside && (
          <Button size="lg" onPress={onSetAside}>
            Begin anew, with the recovery sheets…
          </Button>
        )}
      </div>
    </section>
  )
}
