import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { codeOf, sentenceOf } from '../problem.ts'
import { createFirm, type NewFirm } from './create-firm.ts'
import { firmStateKey } from './firm-state.ts'
import { NoKeychain } from './no-keychain.tsx'
import { SetupForm } from './setup-form.tsx'
import { SetupFrame } from './setup-frame.tsx'

/** The first run: the firm, its first person, and what opens the account. */
export function SetupScreen() {
  const queries = useQueryClient()
  const [keyStore, setKeyStore] = useState<NewFirm['keyStore']>('keychain')
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  /** What waits for the decision of what to do without a keychain: nobody types a passphrase again for it. */
  const [undecided, setUndecided] = useState<NewFirm | null>(null)
  const [isLocked, setLocked] = useState(false)
  useWiped(undecided)

  async function create(wanted: NewFirm) {
    setPending(true)
    setProblem(null)
    try {
      await createFirm(wanted)
      wanted.passphrase?.fill(0)
      await queries.invalidateQueries({ queryKey: firmStateKey })
    } catch (error) {
      const code = codeOf(error)
      const stayedLocked = code === 'keychain-locked'
      if ((stayedLocked || code === 'keychain-missing') && wanted.keyStore === 'keychain') {
        setUndecided(wanted)
        setLocked(stayedLocked)
      } else {
        wanted.passphrase?.fill(0)
        setUndecided(null)
        setProblem(sentenceOf(error))
        // It may exist all the same: then it is signed in to.
        await queries.invalidateQueries({ queryKey: firmStateKey })
      }
    } finally {
      setPending(false)
    }
  }

  return (
    <SetupFrame step="Your firm">
      {undecided ? (
        <NoKeychain
          hasPassphrase={undecided.passphrase !== null}
          isLocked={isLocked}
          isPending={isPending}
          onTryAgain={() => void create(undecided)}
          onSealedFile={() => {
            if (undecided.passphrase) void create({ ...undecided, keyStore: 'passphrase' })
            else {
              setKeyStore('passphrase')
              setUndecided(null)
            }
          }}
        />
      ) : (
        <SetupForm
          keyStore={keyStore}
          isPending={isPending}
          problem={problem}
          onSubmit={(wanted) => void create(wanted)}
        />
      )}
    </SetupFrame>
  )
}

/** Zeroes the passphrase of a firm that was not made when it is put aside. */
function useWiped(wanted: NewFirm | null): void {
  const kept = useRef<NewFirm | null>(null)
  useEffect(() => {
    kept.current = wanted
    return () => void kept.current?.passphrase?.fill(0)
  }, [wanted])
}
