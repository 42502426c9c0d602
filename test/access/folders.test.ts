import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { GroupId } from '../../core/ids.ts'
import { Tools } from '../../core/host/tools.ts'
import { forkProcess } from '../../core/process/fork.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { ensureBuiltInModel } from '../../models/ensure-built-in-model.ts'
import { type BuiltMember, builtMember, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'
import { served } from '../host/served.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { expectFound } from '../log/expect-found.ts'
import { execute, operate } from '../log/surgery.ts'

const mia = builtMember('Mia Member', 'member')
const bo = builtMember('Bo Owner', 'owner')

let folder: ReturnType<typeof temporaryFolder>
let workspace: BuiltWorkspace
let scope: Scope
const tools = new Tools(forkProcess)
let call: ReturnType<typeof served>['call']
beforeAll(async () => await ensureBuiltInModel(() => undefined))
afterAll(async () => await tools.close())
beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  tools.offered.add([folder.path])
  scope = await workspace.open()
  listen()
  scope.write(({ people }) => {
    for (const member of [mia, bo]) {
      people.addMember(member)
      people.join(everyone(scope), member.id)
    }
  })
})
/** Whatever was done, the log adds up to it: the file opens. */
afterEach(async () => {
  workspace.anchor(scope)
  await workspace.open()
  workspace.close()
  folder.remove()
})

/** Opens as somebody else. */
async function as(member: BuiltMember): Promise<void> {
  workspace.anchor(scope)
  scope = await workspace.open(member)
  listen()
}

function listen(): void {
  const caller = served(scope, tools)
  call = caller.call.bind(caller)
}

/** A folder on the disk with these files in it. */
function onDisk(name: string, ...files: string[]): string {
  for (const file of files) {
    const path = join(folder.path, name, file)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, `The text of ${name}/${file}, ${process.hrtime.bigint()}.`)
  }
  return join(folder.path, name)
}

const groupsOf = async (title: string): Promise<string[] | undefined> =>
  (await call('documents.list', {})).documents.find((one) => one.title === title)?.groups

async function bringIn(path: string, groups: string[] | null = null): Promise<void> {
  const { failed } = await call('documents.import', { paths: [path], groups })
  expect(failed).toBe(0)
}

async function group(name: string, ...members: BuiltMember[]): Promise<GroupId> {
  const ids = [workspace.owner, ...members].map(({ id }) => id)
  return (await call('groups.add', { name, members: ids })).group
}

const folders = async () => (await call('documents.list', {})).folders

describe('the groups of a folder', () => {
  test('are those that an owner brings it in with; what comes into it later takes them, and nothing beside it', async () => {
    await group('Tax')
    await bringIn(onDisk('Clients', 'a.txt', '2024/b.txt'), ['Tax'])
    expect(await folders()).toEqual([{ folder: 'Clients', groups: ['Tax'] }])
    onDisk('Clients', 'c.txt', '2025/d.txt')
    await bringIn(onDisk('Clients'))
    await bringIn(onDisk('Clients too', 'e.txt'))
    await bringIn(join(onDisk('.', 'f.txt'), 'f.txt'))
    for (const title of ['a.txt', 'b.txt', 'c.txt', 'd.txt'])
      expect(await groupsOf(title), title).toEqual(['Tax'])
    for (const title of ['e.txt', 'f.txt']) expect(await groupsOf(title), title).toEqual(['everyone'])
    // Whoever says so decides otherwise, for these files alone.
    onDisk('Clients', 'g.txt')
    await bringIn(onDisk('Clients'), ['everyone'])
    expect(await groupsOf('g.txt')).toEqual(['everyone'])
    expect((await folders())[0]).toEqual({ folder: 'Clients', groups: ['Tax'] })
  })

  test('a folder that was picked, as its files one by one: each keeps its place', async () => {
    const picked = onDisk('Clients', 'a.txt', '2024/b.txt')
    const paths = [
      join(picked, 'a.txt'),
      join(picked, '2024', 'b.txt'),
      join(onDisk('Other', 'c.txt'), 'c.txt'),
    ]
    await call('documents.import', { paths, picked })
    const { documents } = await call('documents.list', {})
    expect(documents.map(({ title, folder: place }) => [title, place])).toEqual([
      ['a.txt', 'Clients'],
      ['b.txt', 'Clients/2024'],
      ['c.txt', ''],
    ])
  })

  test('R1: for a member who is in none of them there is no such folder; in one of them, they take that one', async () => {
    await group('Tax', mia)
    await group('Partners')
    await bringIn(onDisk('Clients', 'a.txt'), ['Tax', 'Partners'])
    await bringIn(onDisk('Board', 'b.txt'), ['Partners'])
    await as(mia)
    expect(await folders()).toEqual([{ folder: 'Clients', groups: ['Tax'] }])
    onDisk('Clients', 'c.txt')
    onDisk('Board', 'd.txt')
    for (const name of ['Clients', 'Board']) await bringIn(onDisk(name))
    expect(await groupsOf('c.txt')).toEqual(['Tax'])
    expect(await groupsOf('d.txt')).toEqual(['everyone'])
    // A member decides nothing for others.
    await bringIn(onDisk('Hers', 'e.txt'))
    await as(workspace.owner)
    expect(await folders()).toEqual([
      { folder: 'Board', groups: ['Partners'] },
      { folder: 'Clients', groups: ['Partners', 'Tax'] },
    ])
    // The one that she is not in, and that her list would not show, was not given it.
    expect(await groupsOf('c.txt')).toEqual(['Tax'])
    await as(bo)
    expect(await folders()).toEqual([])
  })

  test('are changed with its documents, below it too; who can read it is counted', async () => {
    await group('Tax', mia)
    await bringIn(onDisk('Clients', 'a.txt', '2024/b.txt'))
    await call('folders.regroup', { folder: 'Clients/2024', groups: ['Tax'] })
    onDisk('Clients', '2024/c.txt', 'd.txt')
    await bringIn(onDisk('Clients'))
    expect(await groupsOf('c.txt')).toEqual(['Tax'])
    expect(await groupsOf('d.txt')).toEqual(['everyone'])
    const readers = async () => {
      const answer = await call('folders.readers', { folder: 'Clients' })
      return Object.fromEntries(answer.readers.map((one) => [one.name, one.documents]))
    }
    // c.txt stands beside b.txt and a.txt that came again for Tax, and d.txt.
    expect(await readers()).toEqual({ 'Bo Owner': 2, 'Mia Member': 4, 'Olive Owner': 4 })
    await call('folders.regroup', { folder: 'Clients', groups: ['Tax'] })
    expect(await folders()).toEqual([
      { folder: 'Clients', groups: ['Tax'] },
      { folder: 'Clients/2024', groups: ['Tax'] },
    ])
    expect(Object.keys(await readers()).sort()).toEqual(['Mia Member', 'Olive Owner'])
    await expectRefusal(async () => await call('folders.readers', { folder: 'Clien' }), 'not-found')
    await expectRefusal(
      async () => await call('folders.regroup', { folder: 'Clients', groups: [] }),
      'unconfirmed',
    )
  })

  test('R1: a file that waits keeps those it was dropped with, whatever its folder is given meanwhile', async () => {
    await group('Tax')
    await bringIn(onDisk('Clients', 'a.txt'), ['Tax'])
    const paths = [join(onDisk('Clients', 'b.txt'), 'b.txt'), join(onDisk('Other', 'c.txt'), 'c.txt')]
    const stop = new AbortController()
    const stopped = call(
      'documents.import',
      { paths, picked: join(folder.path, 'Clients') },
      {
        signal: stop.signal,
        onEvent(...[event]) {
          if (event === 'import.files') stop.abort()
        },
      },
    )
    await expectRefusal(async () => await stopped, 'cancelled')
    await call('folders.regroup', { folder: 'Clients', groups: ['everyone'] })
    await call('imports.resume', {})
    expect(await groupsOf('a.txt')).toEqual(['everyone'])
    expect(await groupsOf('b.txt')).toEqual(['Tax'])
    expect(await groupsOf('c.txt')).toEqual(['everyone'])
    // What is dropped from now on has the folder's new ones.
    await bringIn(onDisk('Clients', 'd.txt'))
    expect(await groupsOf('d.txt')).toEqual(['everyone'])
  })

  test('A2: go with a group, come from the log where somebody has changed them, and from then as well', async () => {
    const tax = await group('Tax', mia)
    await group('Board')
    await bringIn(onDisk('Clients', 'a.txt'), ['Tax'])
    await bringIn(onDisk('Minutes', 'b.txt'), ['Tax', 'Board'])
    const before = scope.reader.access.now().snapshot
    expect(before.folders).toHaveLength(2)
    expect(scope.reader.access.at(Date.now()).snapshot).toEqual(before)
    workspace.anchor(scope)
    workspace.close()
    execute(
      workspace,
      `UPDATE folder_group SET group_id = (SELECT id FROM access_group WHERE everyone = 1) WHERE group_id = '${tax}'`,
    )
    const quarantine = await expectFound(workspace, ['access-differs'])
    scope = await quarantine.goOn('somebody gave the folders to everyone')
    listen()
    expect(scope.reader.access.now().snapshot.folders).toEqual(before.folders)
    await as(workspace.owner)
    await call('groups.remove', { group: tax, told: 1 })
    expect(await folders()).toEqual([{ folder: 'Minutes', groups: ['Board'] }])
  })

  test('R6: go with the last document in it, and its name', async () => {
    await bringIn(onDisk('Nightjar', 'a.txt', 'b.txt'))
    const { documents } = await call('documents.list', {})
    const [one, other] = documents.map(({ id }) => id)
    await call('documents.delete', { document: one! })
    expect(await folders()).toHaveLength(1)
    await call('documents.delete', { document: other! })
    expect(await folders()).toEqual([])
    await as(workspace.owner)
    workspace.close()
    const rows = operate(workspace, (connection) =>
      ['folder', 'document_folder', 'opening'].flatMap((table) =>
        connection.prepare(`SELECT * FROM ${table}`).all(),
      ),
    )
    expect(JSON.stringify(rows)).not.toContain('Nightjar')
    scope = await workspace.open()
  })
})
