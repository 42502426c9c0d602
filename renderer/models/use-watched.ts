import { useEffect, useState } from 'react'
import type { FirmModels } from '../../core/contract/models.ts'
import type { WorkspaceModels } from '../../core/contract/workspace/models.ts'
import { firm, type WorkspaceCaller } from '../api.ts'
import { codeOf, sentenceOf } from '../problem.ts'

/** What is being watched, as it is now; or why it cannot be seen. */
export interface Watched<State> {
  state: State | null
  problem: string | null
}

/** The models of the installation, as long as the screen is shown. */
export function useFirmModels(): Watched<FirmModels> {
  const [watched, setWatched] = useState<Watched<FirmModels>>({ state: null, problem: null })
  useEffect(() => {
    const stop = new AbortController()
    firm
      .call(
        'models.watch',
        {},
        {
          signal: stop.signal,
          onEvent: (event, state) => {
            if (event === 'models.state') setWatched({ state, problem: null })
          },
        },
      )
      .catch((error: unknown) => {
        if (!stop.signal.aborted && codeOf(error) !== 'process-ended')
          setWatched({ state: null, problem: sentenceOf(error) })
      })
    return () => stop.abort()
  }, [])
  return watched
}

/** Which models a client's workspace works with, as long as the screen is shown. */
export function useWorkspaceModels(caller: WorkspaceCaller): Watched<WorkspaceModels> {
  const [watched, setWatched] = useState<Watched<WorkspaceModels>>({ state: null, problem: null })
  useEffect(() => {
    const stop = new AbortController()
    caller
      .call(
        'model.watch',
        {},
        {
          signal: stop.signal,
          onEvent: (event, state) => {
            if (event === 'model.state') setWatched({ state, problem: null })
          },
        },
      )
      .catch((error: unknown) => {
        if (!stop.signal.aborted && codeOf(error) !== 'process-ended')
          setWatched({ state: null, problem: sentenceOf(error) })
      })
    return () => stop.abort()
  }, [caller])
  return watched
}
