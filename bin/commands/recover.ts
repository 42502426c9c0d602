import { resolve } from 'node:path'
import type { Command } from 'commander'
import { withFileProgress } from '../file-progress.ts'
import { askSecret } from '../passphrase.ts'
import { interruptible } from '../session.ts'
import { signedIn } from './signed-in.ts'

const keyVariable = 'BULKHEAD_RECOVERY_KEY'

export function addRecover(program: Command): void {
  program
    .command('recover')
    .description('bring in a workspace by its recovery key (asked for, or from BULKHEAD_RECOVERY_KEY)')
    .argument(
      '[file]',
      'the workspace’s ….bulkhead file; its ….recovery.json must lie beside it (default: look among what "bulkhead firm set-aside" put away)',
    )
    .action(async (file: string | undefined) => {
      await signedIn(program, async (session, output) => {
        const recoveryKey = await typedKey()
        if (file !== undefined) session.offerFile(file)
        const asked = { file: file === undefined ? null : resolve(file), recoveryKey }
        const { workspace } = await interruptible(
          async (signal) =>
            await withFileProgress(
              async (onEvent) => await session.main.call('workspaces.recover', asked, { signal, onEvent }),
            ),
        )
        const { name } = await session.bound(workspace).caller.call('workspace.about', {})
        output.result({ workspace, name }, () => [
          `${name} is open again. You are an owner of it; that it was recovered stands in its log.`,
        ])
      })
    })

  const sheet = program.command('sheet').description('the recovery sheet of a workspace')

  sheet
    .command('new')
    .description(
      'make a new recovery sheet (owners); the one before it opens the file until this one is confirmed',
    )
    .argument('<workspace>')
    .action(async (name: string) => {
      await signedIn(program, async (session, output) => {
        await session.inWorkspace(name, output, async () => {
          const workspace = await session.findWorkspace(name)
          const made = await session.main.call('workspaces.newRecoverySheet', { workspace })
          const recoveryKey = new TextDecoder().decode(made.recoveryKey)
          output.result({ workspace, recoveryKey }, () => [
            `  Recovery key  ${recoveryKey}`,
            '',
            'Write it down and keep it away from this computer; it is shown this once. Then type it back with',
            '"bulkhead sheet confirm": from then on it is the sheet, and the one before it opens nothing.',
          ])
        })
      })
    })

  sheet
    .command('confirm')
    .description(`type a recovery sheet back, to be sure that it can be read (or from ${keyVariable})`)
    .argument('<workspace>')
    .action(async (name: string) => {
      await signedIn(program, async (session, output) => {
        const workspace = await session.findWorkspace(name)
        await session.main.call('workspaces.confirmRecoverySheet', {
          workspace,
          recoveryKey: await typedKey(),
        })
        output.result({ workspace, confirmed: true }, () => [
          'This sheet opens the workspace. One that was made before it opens nothing any more.',
        ])
      })
    })
}

async function typedKey(): Promise<Uint8Array> {
  return new TextEncoder().encode(await askSecret('Recovery key', keyVariable))
}
