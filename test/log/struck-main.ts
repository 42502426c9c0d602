import { setTimeout as wait } from 'node:timers/promises'
import { BulkheadError } from '../../core/errors.ts'
import { Home } from '../../core/firm/home.ts'
import { Main } from '../../core/host/main.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { parentPort } from '../../core/process/parent-port.ts'
import { passphraseBytes } from '../faults/small-firm.ts'
import type { StruckSays } from './struck-log.ts'

/**
 * Main with one workspace open, writing entries as fast as they go, and telling of each that was acknowledged. Where its
 * workspace process is killed it opens the workspace again; it is itself there to be killed.
 */
const port = parentPort()
port.onMessage((folder) => void run(String(folder)))

async function run(folder: string): Promise<void> {
  const main = new Main(new Home(folder), forkProcess)
  const client = main.client()
  try {
    await client.call('firm.signIn', { staff: null, passphrase: passphraseBytes() })
    const [listed] = (await client.call('workspaces.list', {})).workspaces
    if (!listed) throw new Error('there is no workspace')
    for (;;) {
      const { pid } = await client.call('workspaces.open', { workspace: listed.id })
      const open = main.bound(listed.id)
      await write(open.caller, pid)
      await open.exited
      // Main hears of it right after.
      await wait(10)
    }
  } catch (error) {
    say({ kind: 'failed', reason: error instanceof BulkheadError ? error.code : String(error) })
  }
}

/** Resolves when the process was ended. */
async function write(caller: WorkspaceCaller, pid: number): Promise<void> {
  try {
    const { size } = await caller.call('log.list', { limit: 1 })
    const { groups } = await caller.call('members.list', {})
    say({ kind: 'opened', pid, size, groups: groups.map(({ name }) => name) })
    for (let number = 0; ; number += 1) {
      // Every few entries one that is signed at once; the others are signed together.
      const group = number % 5 === 4 ? `${pid} ${number}` : null
      if (group === null) await caller.call('log.list', { limit: 1 })
      else await caller.call('groups.add', { name: group, members: [] })
      say({ kind: 'acknowledged', group })
    }
  } catch (error) {
    if (!(error instanceof BulkheadError && error.code === 'process-ended')) throw error
  }
}

function say(message: StruckSays): void {
  port.send(message)
}
