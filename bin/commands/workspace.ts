import type { Command } from 'commander'
import { wholeNumber } from '../number-option.ts'
import { signedIn } from './signed-in.ts'

export function addWorkspace(program: Command): void {
  const workspace = program.command('workspace').description('one sealed workspace for each client')

  workspace
    .command('create')
    .description('make a workspace for a client; prints its recovery key once')
    .argument('<name>', 'name of the client')
    .option('--colour <number>', 'one of eight colours, 0 to 7', wholeNumber(0, 7))
    .action(async (name: string, options: { colour?: number }) => {
      await signedIn(program, async ({ main }, output) => {
        const created = await main.call('workspaces.create', {
          name: new TextEncoder().encode(name.normalize('NFC').toWellFormed().trim()),
          colour: options.colour ?? null,
        })
        const recoveryKey = new TextDecoder().decode(created.recoveryKey)
        output.result({ workspace: created.workspace, name, colour: created.colour, recoveryKey }, () => [
          'The workspace is ready.',
          '',
          `  Recovery key  ${recoveryKey}`,
          '',
          'Write it down and keep it away from this computer. It is shown this once; with it, and with a copy of',
          'the workspace’s files, the client’s data can be opened even when this computer’s keychain is lost.',
        ])
      })
    })

  workspace
    .command('list')
    .description('the workspaces that you are a member of')
    .action(async () => {
      await signedIn(program, async ({ main }, output) => {
        const listed = await main.call('workspaces.list', {})
        const workspaces = listed.workspaces.map((one) => ({
          ...one,
          name: new TextDecoder().decode(one.name),
        }))
        output.result({ workspaces, closed: listed.closed }, () => [
          ...(workspaces.length + listed.closed.length === 0 ? ['No workspace yet.'] : []),
          ...workspaces.map((one) => `${one.name}  (${one.id})`),
          ...listed.closed.map((one) => `${one.id} does not open: ${one.reason}`),
        ])
      })
    })
}
