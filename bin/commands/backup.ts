import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { BulkheadError } from '../../core/errors.ts'
import { FileProgress, megabytes } from '../file-progress.ts'
import { withHints } from '../hints.ts'
import { interruptible } from '../session.ts'
import { inWorkspace } from './in-workspace.ts'
import { signedIn } from './signed-in.ts'

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('write one encrypted file from which a workspace can be restored (owners)')
    .argument('<workspace>')
    .argument('<out.zip>')
    .action(async (name: string, out: string) => {
      const target = resolve(out)
      if (existsSync(target))
        throw new BulkheadError('already-exists', 'There is a file of that name already. Choose another.')
      await inWorkspace(program, name, async ({ session, signal, output }) => {
        const workspace = await session.findWorkspace(name)
        session.offerTarget(target)
        const progress = new FileProgress()
        const { bytes } = await session.main
          .call(
            'workspaces.backup',
            { workspace, target },
            { signal, onEvent: (...said) => progress.heard(...said) },
          )
          .finally(() => progress.end())
        output.result({ workspace, bytes }, () => [
          `Saved ${megabytes(bytes)} MB. Keep it on another disk, and the recovery sheet apart from it.`,
          'Restored here with "bulkhead restore"; elsewhere with "bulkhead recover" and the recovery sheet.',
        ])
      })
    })

  program
    .command('restore')
    .description('go back to a backup of a workspace of this firm; the log says so (owners)')
    .argument('<backup.zip>')
    .option('--replace', 'put aside what is there now; it stays beside it, under another name')
    .action(async (file: string, { replace }: { replace?: boolean }) => {
      await signedIn(program, async (session, output) => {
        session.offerFile(file)
        const progress = new FileProgress()
        const { workspace } = await withHints(
          { unconfirmed: 'To go on, add --replace.' },
          async () =>
            await interruptible(
              async (signal) =>
                await session.main
                  .call(
                    'workspaces.restore',
                    { file: resolve(file), replace: replace ?? false },
                    { signal, onEvent: (...said) => progress.heard(...said) },
                  )
                  .finally(() => progress.end()),
            ),
        )
        const { name, documents } = await session.bound(workspace).caller.call('workspace.about', {})
        output.result({ workspace, name, documents }, () => [
          `${name} is as the backup has it. Its log goes on from there, and says so.`,
        ])
      })
    })
}
