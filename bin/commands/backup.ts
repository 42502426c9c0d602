import { resolve } from 'node:path'
import type { Command } from 'commander'
import { megabytes, withFileProgress } from '../file-progress.ts'
import { withHints } from '../hints.ts'
import { newFile } from '../new-file.ts'
import { interruptible, type Session } from '../session.ts'
import { inWorkspace } from './in-workspace.ts'
import { signedIn } from './signed-in.ts'

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('write one encrypted file from which a workspace can be restored (owners)')
    .argument('<workspace>')
    .argument('<out.zip>')
    .action(async (name: string, out: string) => {
      const target = newFile(out)
      await inWorkspace(program, name, async ({ session, signal, output }) => {
        const workspace = await session.findWorkspace(name)
        session.offerTarget(target)
        const { bytes } = await withFileProgress(
          async (onEvent) =>
            await session.main.call('workspaces.backup', { workspace, target }, { signal, onEvent }),
        )
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
        const { workspace } = await withHints(
          { unconfirmed: 'To go on, add --replace.' },
          async () => await bringBack(session, resolve(file), replace ?? false),
        )
        const { name, documents } = await session.bound(workspace).caller.call('workspace.about', {})
        output.result({ workspace, name, documents }, () => [
          `${name} is as the backup has it. Its log goes on from there, and says so.`,
        ])
      })
    })
}

async function bringBack({ main }: Session, file: string, replace: boolean) {
  return await interruptible(
    async (signal) =>
      await withFileProgress(
        async (onEvent) => await main.call('workspaces.restore', { file, replace }, { signal, onEvent }),
      ),
  )
}
