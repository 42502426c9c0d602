import { useState } from 'react'
import { codeOf, sentenceOf } from '../problem.ts'

/** Runs one thing at a time for a person, and says what went wrong. */
export function useAction(): {
  isPending: boolean
  problem: string | null
  run: (work: () => Promise<unknown>) => Promise<boolean>
  forget: () => void
} {
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setPending(true)
    setProblem(null)
    try {
      await work()
      return true
    } catch (error) {
      if (codeOf(error) !== 'cancelled') setProblem(sentenceOf(error))
      return false
    } finally {
      setPending(false)
    }
  }
  return { isPending, problem, run, forget: () => setProblem(null) }
}
