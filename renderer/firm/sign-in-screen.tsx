import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { DoorFrame } from '../frame/door-frame.tsx'
import { codeOf, type Problem, sentenceOf } from '../problem.ts'
import { firm } from '../api.ts'
import { type FirmState, firmStateKey } from './firm-state.ts'
import { DoorProblem } from './door-problem.tsx'
import styles from './sign-in-screen.module.css'
import { SetAsideDialog } from './set-aside-dialog.tsx'
import { signInProblem } from './sign-in-problem.ts'
import { type Tried, UnlockForm } from './unlock-form.tsx'
import { useWait } from './use-wait.ts'

/** What the form has to say about the last try. */
export interface Refused {
  field: 'name' | 'passphrase'
  sentence: string
}

/** The way in, at the start and after every lock. Nothing of any client is in this page. */
export function SignInScreen({ login, keyStore, waitMs }: Pick<FirmState, 'login' | 'keyStore' | 'waitMs'>) {
  const queries = useQueryClient()
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  /** A person has decided to go on from a damaged log of the firm. */
  const [goesOn, setGoesOn] = useState(false)
  const [isSettingAside, setSettingAside] = useState(false)
  const door = useQuery({
    queryKey: ['staff.door'],
    queryFn: async () => (await firm.call('staff.door', {})).names,
  })
  const look = useCallback(() => void queries.invalidateQueries({ queryKey: firmStateKey }), [queries])
  const waitSeconds = useWait(waitMs, look)

  async function unlock({ name, passphrase }: Tried): Promise<Refused | null> {
    setPending(true)
    try {
      await firm.call('firm.signIn', { staff: name, passphrase, goOnFromDamagedLog: goesOn })
      await queries.invalidateQueries({ queryKey: firmStateKey })
      return null
    } catch (error) {
      const refused = refusalOf(error)
      // How long nobody can try is known to main.
      if (codeOf(error) === 'too-soon' || codeOf(error) === 'wrong-passphrase') look()
      if (!refused && codeOf(error) !== 'too-soon') setProblem(signInProblem(error, keyStore))
      return refused
    } finally {
      passphrase?.fill(0)
      setPending(false)
    }
  }

  return (
    <DoorFrame>
      <div className={styles['screen']}>
        {problem ? (
          <DoorProblem
            problem={problem}
            onSetAside={problem.code === 'keychain-empty' ? () => setSettingAside(true) : null}
            onTryAgain={() => setProblem(null)}
            onGoOn={
              problem.code === 'log-damaged'
                ? () => {
                    setGoesOn(true)
                    setProblem(null)
                  }
                : null
            }
          />
        ) : (
          <UnlockForm
            asksPassphrase={login !== 'computer'}
            names={door.data ?? null}
            waitSeconds={waitSeconds}
            goesOn={goesOn}
            isPending={isPending}
            onUnlock={unlock}
            onCancelGoOn={() => setGoesOn(false)}
          />
        )}
        <SetAsideDialog isOpen={isSettingAside} onClose={() => setSettingAside(false)} />
      </div>
    </DoorFrame>
  )
}

function refusalOf(error: unknown): Refused | null {
  const code = codeOf(error)
  if (code === 'wrong-passphrase') return { field: 'passphrase', sentence: 'That passphrase is not right.' }
  if (code === 'bad-input')
    return { field: 'name', sentence: 'Several people have an account here. Say who you are.' }
  if (code === 'suspended') return { field: 'passphrase', sentence: sentenceOf(error) }
  if (code === 'not-found') return { field: 'name', sentence: sentenceOf(error) }
  return null
}
