import { useEffect, useRef, useState } from 'react'
import { firm, shell } from '../api.ts'
import { codeOf, sentenceOf } from '../problem.ts'
import type { Client } from '../workspaces/clients.ts'

/** How far a backup is. */
type BackupState =
  | { kind: 'none' }
  | { kind: 'running'; done: number; total: number }
  | { kind: 'saved'; path: string; bytes: number }
  | { kind: 'failed'; sentence: string }

interface Backup {
  state: BackupState
  /** Asks where, then writes it. */
  start: () => Promise<void>
  stop: () => void
}

/** One backup at a time of the client that is open. It ends with the screen that began it. */
export function useBackup(client: Pick<Client, 'id'> | null): Backup {
  const [state, setState] = useState<BackupState>({ kind: 'none' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function start() {
    if (!client || running.current) return
    const abort = new AbortController()
    running.current = abort
    try {
      const { path: target } = await shell.call('target.choose', { saves: 'backup' })
      if (target === null) return
      setState({ kind: 'running', done: 0, total: 0 })
      const saved = await firm.call(
        'workspaces.backup',
        { workspace: client.id, target },
        {
          signal: abort.signal,
          onEvent(...[event, payload]) {
            if (event === 'workspace.copying') setState({ kind: 'running', ...payload })
          },
        },
      )
      setState({ kind: 'saved', ...saved })
    } catch (error) {
      setState(
        codeOf(error) === 'cancelled' ? { kind: 'none' } : { kind: 'failed', sentence: sentenceOf(error) },
      )
    } finally {
      running.current = null
    }
  }

  return { state, start, stop: () => running.current?.abort() }
}
