import { resolve } from 'node:path'
import type { Command } from 'commander'
import { recoverWorkspace } from '../../core/firm/register.ts'
import { openWorkspace } from '../../core/host/open-workspace.ts'
import { parseRecoveryKey } from '../../core/keys/recovery-key.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { Output } from '../output.ts'
import { askSecret } from '../passphrase.ts'
import { type GlobalOptions, withFirm } from '../session.ts'

export function addRecover(program: Command): void {
  program
    .command('recover')
    .description('bring in a workspace by its recovery key (asked for, or from BULKHEAD_RECOVERY_KEY)')
    .argument('<file>', 'the workspace’s ….bulkhead file; its ….recovery.json must lie beside it')
    .action(async (file: string) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withFirm(global, async (firm) => {
        const recoveryKey = parseRecoveryKey(await askSecret('Recovery key', 'BULKHEAD_RECOVERY_KEY'))
        const { id, binding, register } = recoverWorkspace(firm, resolve(file), recoveryKey)
        const workspace = await openWorkspace(binding, { start: forkProcess })
        try {
          await register()
          recoveryKey.fill(0)
          const { name } = await workspace.caller.call('workspace.about', {})
          output.result({ workspace: id, name }, () => [
            `${name} is open again. You are an owner of it; that it was recovered stands in its log.`,
          ])
        } finally {
          await workspace.lock()
        }
      })
    })
}
