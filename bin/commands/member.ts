import { type Command, Option } from 'commander'
import { BulkheadError } from '../../core/errors.ts'
import { addWrap } from '../../core/firm/register.ts'
import { Role } from '../../core/roles.ts'
import { Output } from '../output.ts'
import { findWorkspace, type GlobalOptions, withFirm, withWorkspace } from '../session.ts'

export function addMember(program: Command): void {
  const member = program.command('member').description('who may open a workspace, and as what')

  member
    .command('add')
    .description('make a staff account a member of a workspace')
    .argument('<workspace>')
    .argument('<name>', 'name of the staff account')
    .addOption(new Option('--role <role>').choices(Role.options).default('member'))
    .option('--group <name...>', 'groups beside "everyone"', [])
    .action(async (workspace: string, name: string, options: { role: Role; group: string[] }) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withFirm(global, async (firm) => {
        const staff = firm.listStaff().find((one) => one.name === name)
        if (!staff)
          throw new BulkheadError(
            'not-found',
            'Nobody of that name has an account here. Add one with: bulkhead firm add-staff NAME',
          )
        if (staff.role === 'operator')
          throw new BulkheadError('refused', 'An operator cannot be a member of a workspace.')
        const { id } = await findWorkspace(firm, workspace)
        await withWorkspace(firm, id, output, async ({ caller }) => {
          const { members } = await caller.call('members.list', {})
          // A crash between the two steps leaves a member without a wrap; running this again finishes it.
          if (!members.some((one) => one.id === staff.id))
            await caller.call('members.add', {
              member: staff.id,
              name: staff.name,
              role: options.role,
              publicKey: staff.publicKey,
              groups: options.group,
            })
        })
        await addWrap(firm, id, staff)
        output.result({ member: staff.id, role: options.role }, () => [
          `${staff.name} is now ${options.role} there.`,
        ])
      })
    })

  member
    .command('list')
    .description('members and groups of a workspace')
    .argument('<workspace>')
    .action(async (workspace: string) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withFirm(
        global,
        async (firm) =>
          await withWorkspace(firm, workspace, output, async ({ caller }) => {
            const people = await caller.call('members.list', {})
            output.result(people, () => [
              ...people.members.map((one) => `${one.name}  ${one.role}`),
              ...people.groups.map(
                (group) =>
                  `group ${group.name}: ${group.members.map((id) => people.members.find((one) => one.id === id)?.name ?? id).join(', ')}`,
              ),
            ])
          }),
      )
    })
}
