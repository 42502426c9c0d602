import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { BulkheadError } from '../../core/errors.ts'
import { firm } from '../api.ts'
import { firmStateKey } from './firm-state.ts'
import { passphraseBytes } from './passphrase-bytes.ts'

/** The first run: the firm, its first person, and what opens the account. */
export function SetupScreen() {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [staff, setStaff] = useState('')
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)

  async function create(event: SyntheticEvent) {
    event.preventDefault()
    try {
      await firm.call('firm.create', {
        name,
        staff,
        keyStore: 'passphrase',
        passphrase: passphraseBytes(typed),
      })
      await firm.call('firm.signIn', { staff: null, passphrase: passphraseBytes(typed) })
      setTyped('')
      await queries.invalidateQueries({ queryKey: firmStateKey })
    } catch (error) {
      setProblem(error instanceof BulkheadError ? error.message : 'Something went wrong.')
    }
  }

  return (
    <form onSubmit={(event) => void create(event)}>
      <label>
        Firm
        <input value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label>
        Your name
        <input value={staff} onChange={(event) => setStaff(event.target.value)} />
      </label>
      <label>
        Passphrase
        <input type="password" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <button type="submit">Set up</button>
      {problem !== null && <p role="alert">{problem}</p>}
    </form>
  )
}
