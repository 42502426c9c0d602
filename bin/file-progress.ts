import type { Said } from '../core/contract/caller.ts'
import type { firmEvents } from '../core/contract/firm.ts'
import type { workspaceEvents } from '../core/contract/workspace.ts'
import { Progress } from './progress.ts'

type Heard = Said<typeof firmEvents> | Said<typeof workspaceEvents>

/** Shows what is said of a client's file while work is done on it: how far it is copied, and its log checked. */
export async function withFileProgress<T>(
  work: (onEvent: (...said: Heard) => void) => Promise<T>,
): Promise<T> {
  const progress = new Progress()
  try {
    return await work((...[event, payload]) => {
      if (event === 'workspace.copying')
        progress.show(megabytes(payload.done), megabytes(payload.total), 'MB')
      if (event === 'log.checking') progress.show(payload.done, payload.total, 'checking the log')
    })
  } finally {
    progress.end()
  }
}

/** Bytes in whole megabytes, never fewer than there are. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2)
}
