import { useCallback, useRef, useState } from 'react'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { workspaceContract } from '../../../core/contract/workspace.ts'
import { codeOf, sentenceOf } from '../../problem.ts'
import { chooseTarget } from '../../save-target.ts'
import { useWorkspace } from '../../workspace.tsx'
import { type AskedExport, inputOf } from './asked-export.ts'

export type Exported = OutputOf<(typeof workspaceContract)['log.export']>

export type ExportState =
  | { kind: 'choosing' }
  | { kind: 'exporting'; path: string; share: number | null }
  | { kind: 'done'; path: string; exported: Exported }
  | { kind: 'failed'; why: string }

/** Asks for a place, writes the bundle there, and can be stopped: then there is no file. */
export function useExport() {
  const { caller } = useWorkspace()
  const [state, setState] = useState<ExportState>({ kind: 'choosing' })
  const stopper = useRef<AbortController | null>(null)
  const start = useCallback(
    async (asked: AskedExport) => {
      const own = new AbortController()
      stopper.current = own
      try {
        const path = await chooseTarget('bundle')
        if (path === null || own.signal.aborted) return
        setState({ kind: 'exporting', path, share: null })
        const exported = await caller.call(
          'log.export',
          { ...inputOf(asked), target: path },
          {
            signal: own.signal,
            onEvent(event, payload) {
              if (event === 'log.exporting')
                setState({ kind: 'exporting', path, share: payload.done / Math.max(1, payload.total) })
            },
          },
        )
        setState({ kind: 'done', path, exported })
      } catch (error) {
        if (codeOf(error) === 'cancelled') setState({ kind: 'choosing' })
        else setState({ kind: 'failed', why: sentenceOf(error) })
      }
    },
    [caller],
  )
  const stop = useCallback(() => stopper.current?.abort(), [])
  const again = useCallback(() => setState({ kind: 'choosing' }), [])
  return { state, start, stop, again }
}
