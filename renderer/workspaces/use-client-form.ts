import { useState } from 'react'
import { codeOf, sentenceOf } from '../problem.ts'
import type { Client } from './clients.ts'
import { clientName, type MadeClient, makeClient, nextColour, sameName } from './new-client.ts'

/** What a person has filled in about a new client, and how making it goes. */
export interface ClientForm {
  name: string
  setName: (name: string) => void
  colour: number
  setColour: (colour: number) => void
  /** What is wrong with the name. */
  nameError: string | null
  /** Why it was not made, where the name is not the reason. */
  problem: string | null
  isPending: boolean
  submit: () => Promise<void>
}

export function useClientForm(clients: readonly Client[], onMade: (made: MadeClient) => void): ClientForm {
  const [name, setName] = useState('')
  const [colour, setColour] = useState(() => nextColour(clients))
  const [nameError, setNameError] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)

  async function submit() {
    if (isPending) return
    const known = clients.find((client) => sameName(client.name, name))
    if (clientName(name) === '') return setNameError('What is the client called?')
    if (known) return setNameError(`You have a client called “${known.name}” already.`)
    setPending(true)
    setProblem(null)
    try {
      onMade(await makeClient(name, colour))
    } catch (error) {
      if (codeOf(error) === 'already-exists') setNameError('There is a client of that name already.')
      else setProblem(sentenceOf(error))
    } finally {
      setPending(false)
    }
  }

  return {
    name,
    setName(next) {
      setName(next)
      setNameError(null)
    },
    colour,
    setColour,
    nameError,
    problem,
    isPending,
    submit,
  }
}
