import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { BulkheadError } from '../../core/errors.ts'
import { firm } from '../api.ts'
import { firmStateKey } from './firm-state.ts'
import { passphraseBytes } from './passphrase-bytes.ts'

/** The way in, at the start and after every lock. */
export function SignInScreen() {
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)

  async function unlock(event: SyntheticEvent) {
    event.preventDefault()
    const passphrase = passphraseBytes(typed)
    setTyped('')
    try {
      await firm.call('firm.signIn', { staff: null, passphrase })
      await queries.invalidateQueries({ queryKey: firmStateKey })
    } catch (error) {
      setProblem(error instanceof BulkheadError ? error.message : 'Something went wrong.')
    } finally {
      passphrase.fill(0)
    }
  }

  return (
    <form onSubmit={(event) => void unlock(event)}>
      <label>
        Passphrase
        <input type="password" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <button type="submit">Unlock</button>
      {problem !== null && <p role="alert">{problem}</p>}
    </form>
  )
}
