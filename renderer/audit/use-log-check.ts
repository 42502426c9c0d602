import { useCallback, useRef, useState } from 'react'
import { codeOf, sentenceOf } from '../problem.ts'
import { useWorkspace } from '../workspace.tsx'

/** What is known about the log as a whole. */
export type CheckState =
  | { kind: 'unchecked' }
  /** How far it is; null before it can be said. */
  | { kind: 'checking'; progress: { done: number; total: number } | null }
  | { kind: 'in-order'; size: number; root: string; atMs: number }
  /** `isLog`: something is wrong with the log, not with checking it. */
  | { kind: 'failed'; isLog: boolean; sentence: string }

/** Checks the whole log when asked, and can be stopped. The check is an entry too. */
export function useLogCheck(): { state: CheckState; check: () => Promise<void>; stop: () => void } {
  const { caller } = useWorkspace()
  const [state, setState] = useState<CheckState>({ kind: 'unchecked' })
  const stopper = useRef<AbortController | null>(null)
  const check = useCallback(async () => {
    const own = new AbortController()
    stopper.current = own
    setState({ kind: 'checking', progress: null })
    try {
      const { size, root } = await caller.call(
        'log.check',
        {},
        {
          signal: own.signal,
          onEvent(event, progress) {
            if (event === 'log.checking') setState({ kind: 'checking', progress })
          },
        },
      )
      setState({ kind: 'in-order', size, root, atMs: Date.now() })
    } catch (error) {
      const code = codeOf(error)
      setState(
        code === 'cancelled'
          ? { kind: 'unchecked' }
          : { kind: 'failed', isLog: code === 'log-damaged', sentence: sentenceOf(error) },
      )
    }
  }, [caller])
  const stop = useCallback(() => stopper.current?.abort(), [])
  return { state, check, stop }
}
