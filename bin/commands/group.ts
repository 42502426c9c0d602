import type { Command } from 'commander'
import { BulkheadError } from '../../core/errors.ts'
import { inWorkspace } from './in-workspace.ts'

export function addGroup(program: Command): void {
  const group = program.command('group').description('access groups inside a workspace')

  group
    .command('add')
    .description('make a group with its first members')
    .argument('<workspace>')
    .argument('<name>')
    .option('--member <name...>', 'members by name', [])
    .action(async (workspace: string, name: string, options: { member: string[] }) => {
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        const people = await caller.call('members.list', {})
        const members = options.member.map((wanted) => {
          const found = people.members.find((one) => one.name === wanted)
          if (!found)
            throw new BulkheadError('not-found', 'Nobody of that name is a member of this workspace.')
          return found.id
        })
        const added = await caller.call('groups.add', { name, members })
        output.result(added, () => [`The group is there, with ${members.length} members.`])
      })
    })
}
