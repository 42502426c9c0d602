import { DoorFrame } from '../frame/door-frame.tsx'
import { DoorProblem } from './door-problem.tsx'
import { signInProblem } from './sign-in-problem.ts'
import styles from './sign-in-screen.module.css'

/** The home of the firm itself cannot be read: there is nothing yet to sign in to. */
export function DoorProblemScreen({ error, onTryAgain }: { error: unknown; onTryAgain: () => void }) {
  return (
    <DoorFrame>
      <div className={styles['screen']}>
        <DoorProblem problem={signInProblem(error)} onTryAgain={onTryAgain} onGoOn={null} />
      </div>
    </DoorFrame>
  )
}
