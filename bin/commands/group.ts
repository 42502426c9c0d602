import type { Command } from 'commander'
import { BulkheadError } from '../../core/errors.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import { inWorkspace } from './in-workspace.ts'
import { memberNamed } from './member.ts'
import { type Told, toldOption } from './told-option.ts'

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
        const members = []
        for (const wanted of options.member) members.push((await memberNamed(caller, wanted)).id)
        const added = await caller.call('groups.add', { name, members })
        output.result(added, () => [`The group is there, with ${members.length} members.`])
      })
    })

  group
    .command('list')
    .description('the groups of a workspace, with who is in them')
    .argument('<workspace>')
    .action(async (workspace: string) => {
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        const { groups, members } = await caller.call('members.list', {})
        const nameOf = (id: string) => members.find((one) => one.id === id)?.name ?? id
        output.result({ groups }, () =>
          groups.map(
            (one) =>
              `${one.name}: ${one.members.map(nameOf).join(', ') || 'nobody'}; ${one.documents} documents`,
          ),
        )
      })
    })

  group
    .command('rename')
    .description('give a group another name')
    .argument('<workspace>')
    .argument('<name>')
    .argument('<new name>')
    .action(async (workspace: string, name: string, next: string) => {
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        const found = await groupNamed(caller, name)
        await caller.call('groups.rename', { group: found.id, name: next })
        output.result({ group: found.id }, () => ['The group has its new name.'])
      })
    })

  group
    .command('remove')
    .description('remove a group; the documents stay')
    .argument('<workspace>')
    .argument('<name>')
    .addOption(toldOption())
    .action(async (workspace: string, name: string, { leaveUnread: told }: Told) => {
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        const found = await groupNamed(caller, name)
        await caller.call('groups.remove', { group: found.id, told })
        output.result({ group: found.id }, () => ['The group is gone; its documents are not.'])
      })
    })

  group
    .command('join')
    .description('put a member into a group')
    .argument('<workspace>')
    .argument('<name>')
    .argument('<member>')
    .action(async (workspace: string, name: string, person: string) => {
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        const [found, member] = [await groupNamed(caller, name), await memberNamed(caller, person)]
        await caller.call('groups.join', { group: found.id, member: member.id })
        output.result({ group: found.id, member: member.id }, () => [
          `${member.name} reads what it may read now.`,
        ])
      })
    })

  group
    .command('leave')
    .description('take a member out of a group')
    .argument('<workspace>')
    .argument('<name>')
    .argument('<member>')
    .addOption(toldOption())
    .action(async (workspace: string, name: string, person: string, { leaveUnread: told }: Told) => {
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        const [found, member] = [await groupNamed(caller, name), await memberNamed(caller, person)]
        await caller.call('groups.leave', { group: found.id, member: member.id, told })
        output.result({ group: found.id, member: member.id }, () => [`${member.name} is out of it.`])
      })
    })

  group
    .command('give')
    .description('give documents, or a folder with what comes into it, to exactly these groups')
    .argument('<workspace>')
    .argument('<group...>')
    .option('--document <title...>', 'by title or id; all of that title', [])
    .option('--folder <path>', 'its path, with slashes')
    .addOption(toldOption())
    .action(async (workspace: string, groups: string[], options: Give, command: Command) => {
      const { document, folder, leaveUnread: told } = options
      if ((folder === undefined) === (document.length === 0))
        return command.error('error: name either documents or one folder')
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        const count =
          folder === undefined
            ? await giveDocuments(caller, document, { groups, told })
            : (await caller.call('folders.regroup', { folder, groups, told })).documents
        output.result({ documents: count }, () => [
          `${count === 1 ? '1 document' : `${count} documents`} readable by ${groups.join(', ')}.`,
        ])
      })
    })
}

interface Give extends Told {
  document: string[]
  folder?: string
}

async function giveDocuments(
  caller: WorkspaceCaller,
  wanted: readonly string[],
  to: { groups: string[]; told: number },
): Promise<number> {
  const { documents } = await caller.call('documents.list', {})
  const found = wanted.flatMap((one) => {
    const ids = documents.filter(({ id, title }) => id === one || title === one).map(({ id }) => id)
    if (ids.length === 0)
      throw new BulkheadError('not-found', 'There is no document of that title that you can read.')
    return ids
  })
  await caller.call('documents.regroup', { documents: found, ...to })
  return found.length
}

async function groupNamed(caller: WorkspaceCaller, name: string) {
  const { groups } = await caller.call('members.list', {})
  const found = groups.find((one) => one.name === name)
  if (!found) throw new BulkheadError('not-found', 'There is no group of that name here.')
  return found
}
