import { type Command, Option } from 'commander'
import { BulkheadError } from '../../core/errors.ts'
import { Role } from '../../core/roles.ts'
import { Output } from '../output.ts'
import { type GlobalOptions, withSignIn } from '../session.ts'
import { inWorkspace } from './in-workspace.ts'

export function addMember(program: Command): void {
  const member = program.command('member').description('who may open a workspace, and as what')

  member
    .command('add')
    .description('make a staff account a member of a workspace')
    .argument('<workspace>')
    .argument('<name>', 'name of the staff account')
    .addOption(new Option('--role <role>').choices(Role.options).default('member'))
    .option('--group <name...>', 'groups beside "everyone"', [])
    .action(async (name: string, person: string, options: { role: Role; group: string[] }) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withSignIn(global, async (session) => {
        const { staff } = await session.main.call('staff.list', {})
        const found = staff.find((one) => one.name === person)
        if (!found)
          throw new BulkheadError(
            'not-found',
            'Nobody of that name has an account here. Add one with: bulkhead firm add-staff NAME',
          )
        if (found.role === 'operator')
          throw new BulkheadError('refused', 'An operator cannot be a member of a workspace.')
        const role = await session.inWorkspace(name, output, async ({ caller }) => {
          const { members } = await caller.call('members.list', {})
          const { id, publicKey } = found
          // A crash between the two steps leaves a member without a wrap; running this again finishes it.
          const known = members.find((one) => one.id === id)
          if (known) return known.role
          await caller.call('members.add', {
            member: id,
            name: found.name,
            role: options.role,
            publicKey,
            groups: options.group,
          })
          return options.role
        })
        const workspace = await session.findWorkspace(name)
        await session.main.call('workspaces.admit', { workspace, staff: found.id })
        output.result({ member: found.id, role }, () => [`${found.name} is ${role} there.`])
      })
    })

  member
    .command('list')
    .description('members and groups of a workspace')
    .argument('<workspace>')
    .action(async (name: string) => {
      await inWorkspace(program, name, async ({ caller, output }) => {
        const people = await caller.call('members.list', {})
        const nameOf = (id: string) => people.members.find((one) => one.id === id)?.name ?? id
        output.result(people, () => [
          ...people.members.map((one) => `${one.name}  ${one.role}`),
          ...people.groups.map((group) => `group ${group.name}: ${group.members.map(nameOf).join(', ')}`),
        ])
      })
    })
}
