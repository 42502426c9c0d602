import type { Command } from 'commander'
import { makeWorkspaceFile } from '../../core/host/open-workspace.ts'
import { BulkheadError } from '../../core/errors.ts'
import { listWorkspaces, newWorkspace } from '../../core/firm/register.ts'
import { formatRecoveryKey } from '../../core/keys/recovery-key.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { wholeNumber } from '../number-option.ts'
import { Output } from '../output.ts'
import { type GlobalOptions, withFirm } from '../session.ts'

export function addWorkspace(program: Command): void {
  const workspace = program.command('workspace').description('one sealed workspace for each client')

  workspace
    .command('create')
    .description('make a workspace for a client; prints its recovery key once')
    .argument('<name>', 'name of the client')
    .option('--colour <number>', 'one of eight colours, 0 to 7', wholeNumber(0, 7))
    .action(async (name: string, options: { colour?: number }) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withFirm(global, async (firm) => {
        const { workspaces: existing } = await listWorkspaces(firm)
        const bytes = new TextEncoder().encode(clientName(name))
        if (existing.some((one) => Buffer.compare(one.name, bytes) === 0))
          throw new BulkheadError('already-exists', 'There is a workspace of that name already.')
        const colour = options.colour ?? existing.length % 8
        const { binding, register } = newWorkspace(firm, { name: bytes, colour })
        await makeWorkspaceFile(binding, { start: forkProcess })
        const { recoveryKey } = await register()
        const printed = formatRecoveryKey(recoveryKey)
        recoveryKey.fill(0)
        output.result({ workspace: binding.workspace, name, colour, recoveryKey: printed }, () => [
          'The workspace is ready.',
          '',
          `  Recovery key  ${printed}`,
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
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withFirm(global, async (firm) => {
        const listed = await listWorkspaces(firm)
        const workspaces = listed.workspaces.map(({ id, name, colour }) => ({
          id,
          name: new TextDecoder().decode(name),
          colour,
        }))
        const closed = listed.closed.map(({ id, problem }) => ({ id, reason: problem.message }))
        output.result({ workspaces, closed }, () => [
          ...(workspaces.length + closed.length === 0 ? ['No workspace yet.'] : []),
          ...workspaces.map((one) => `${one.name}  (${one.id})`),
          ...closed.map((one) => `${one.id} does not open: ${one.reason}`),
        ])
      })
    })
}

function clientName(name: string): string {
  const trimmed = name.normalize('NFC').toWellFormed().trim()
  if (trimmed === '') throw new BulkheadError('bad-input', 'A workspace needs a name.')
  return trimmed
}
