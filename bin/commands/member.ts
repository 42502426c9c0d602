import { type Command, Option } from 'commander'
import { BulkheadError } from '../../core/errors.ts'
import { Role } from '../../core/roles.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import { type Told, toldOption } from './told-option.ts'
import { inWorkspace } from './in-workspace.ts'
import { signedIn } from './signed-in.ts'

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
      await signedIn(program, async (session, output) => {
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
          if (!known)
            await caller.call('members.add', {
              member: id,
              name: found.name,
              role: options.role,
              publicKey,
              groups: options.group,
            })
          const workspace = await session.findWorkspace(name)
          await session.main.call('workspaces.admit', { workspace, staff: id })
          return known?.role ?? options.role
        })
        output.result({ member: found.id, role }, () => [`${found.name} is ${role} there.`])
      })
    })

  member
    .command('role')
    .description('give a member another role')
    .argument('<workspace>')
    .argument('<name>')
    .argument('<role>', Role.options.join(', '))
    .addOption(toldOption())
    .action(async (name: string, person: string, role: string, { leaveUnread: told }: Told) => {
      await inWorkspace(program, name, async ({ caller, output }) => {
        const found = await memberNamed(caller, person)
        const wanted = Role.safeParse(role)
        if (!wanted.success)
          throw new BulkheadError('bad-input', `A role is one of ${Role.options.join(', ')}.`)
        await caller.call('members.setRole', { member: found.id, role: wanted.data, told })
        output.result({ member: found.id, role }, () => [`${found.name} is ${role} there now.`])
      })
    })

  member
    .command('remove')
    .description('remove a member: the workspace gets a new key and a new recovery sheet')
    .argument('<workspace>')
    .argument('<name>')
    .addOption(toldOption())
    .action(async (name: string, person: string, { leaveUnread: told }: Told) => {
      await signedIn(program, async (session, output) => {
        const workspace = await session.findWorkspace(name)
        const { removed, recoveryKey } = await session.inWorkspace(workspace, output, async (open) => {
          const found = await memberNamed(open.caller, person)
          const prepared = await open.caller.call('members.prepareRemoval', { member: found.id, told })
          await open.caller.call('members.remove', { member: found.id, told })
          // Its process ends for the file to get its new key.
          await open.exited
          return { removed: found.id, ...prepared }
        })
        const { workspaces } = await session.main.call('workspaces.list', {})
        // Whoever removed themself leaves the rest to those who stay.
        if (workspaces.some(({ id }) => id === workspace))
          await session.inWorkspace(workspace, output, () => Promise.resolve())
        const key = new TextDecoder().decode(recoveryKey)
        recoveryKey.fill(0)
        output.result({ member: removed, recoveryKey: key }, () => [
          `${person} was removed. The workspace has a new key; copies made before still open with the old one.`,
          'The old recovery sheet opens nothing made from now on. Write this one down and keep it safe:',
          `  ${key}`,
        ])
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

export async function memberNamed(caller: WorkspaceCaller, name: string) {
  const { members } = await caller.call('members.list', {})
  const found = members.find((one) => one.name === name)
  if (!found) throw new BulkheadError('not-found', 'Nobody of that name is a member of this workspace.')
  return found
}
