import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { z } from 'zod'

/**
 * Makes a backup of a client, or goes back to one, and is killed at the Nth step on the disk of that: a client's file or
 * the backup begun, moved or linked. Ends by itself, with 0, where there are not so many steps.
 */
const Task = z.object({
  home: z.string(),
  workspace: z.string(),
  file: z.string(),
  does: z.enum(['backup', 'restore']),
  step: z.int(),
})
const task = Task.parse(JSON.parse(process.env['TASK'] ?? ''))
let steps = 0
let isCounting = false

type Step = (...args: never[]) => unknown
for (const name of ['openSync', 'renameSync', 'linkSync'] as const) {
  const real = fs[name] as Step
  const counted: Step = (...args) => {
    const result = real(...args)
    const concerns = name === 'openSync' ? /bulkhead-part$/ : /\.bulkhead|\.zip/
    if (isCounting && concerns.test(String(args[0]))) {
      steps += 1
      if (steps === task.step) process.kill(process.pid, 'SIGKILL')
    }
    return result
  }
  Object.assign(fs, { [name]: counted })
}
syncBuiltinESMExports()

const { FirmAtHand } = await import('./firm-at-hand.ts')
const { WorkspaceId } = await import('../../core/ids.ts')
const workspace = WorkspaceId.parse(task.workspace)
const firm = new FirmAtHand(task.home)
await firm.signIn()
await firm.open(workspace)
isCounting = true
if (task.does === 'backup') await firm.backUp(workspace, task.file)
else await firm.restore(task.file, true)
isCounting = false
await firm.main.close()
