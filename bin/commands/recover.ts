import { resolve } from 'node:path'
import type { Command } from 'commander'
import { Output } from '../output.ts'
import { askSecret } from '../passphrase.ts'
import { type GlobalOptions, withSignIn } from '../session.ts'

export function addRecover(program: Command): void {
  program
    .command('recover')
    .description('bring in a workspace by its recovery key (asked for, or from BULKHEAD_RECOVERY_KEY)')
    .argument('<file>', 'the workspace’s ….bulkhead file; its ….recovery.json must lie beside it')
    .action(async (file: string) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withSignIn(global, async (session) => {
        const written = new TextEncoder().encode(await askSecret('Recovery key', 'BULKHEAD_RECOVERY_KEY'))
        const { workspace } = await session.main.call('workspaces.recover', {
          file: resolve(file),
          recoveryKey: written,
        })
        const { name } = await session.bound(workspace).caller.call('workspace.about', {})
        output.result({ workspace, name }, () => [
          `${name} is open again. You are an owner of it; that it was recovered stands in its log.`,
        ])
      })
    })
}
