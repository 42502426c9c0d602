import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Handlers, serve } from '../../core/host/serve.ts'
import type { Port } from '../../core/contract/port.ts'
import { Response } from '../../core/contract/messages.ts'
import { builtMember, temporaryFolder } from '../builders.ts'
import { noReserve, realHandlers } from '../host/served.ts'
import { type PlannedMember, World } from './world.ts'

const member: PlannedMember = { ...builtMember('Mina Member', 'member'), groups: [0] }
const owner: PlannedMember = { ...builtMember('Olive Owner', 'owner'), groups: [0] }

let folder: ReturnType<typeof temporaryFolder>
let world: World
beforeEach(() => {
  folder = temporaryFolder()
  world = new World(folder.path, { groupCount: 1, members: [owner, member], documents: [] })
})
afterEach(() => {
  world.close()
  folder.remove()
})

/** Serves the real scope to a caller in this process, with some handlers put in place of the real ones. */
function served(as: PlannedMember, handlers: Partial<Handlers>) {
  const scope = world.as(as)
  let hear: (message: unknown) => void = () => undefined
  const waiting = new Map<number, (response: Response) => void>()
  const port: Port = {
    send: (message) => {
      const response = Response.parse(message)
      waiting.get(response.id)?.(response)
    },
    onMessage: (listener) => void (hear = listener),
    onClose: () => undefined,
    close: () => undefined,
  }
  serve(port, {
    scope,
    handlers: { ...realHandlers(), ...handlers },
    reserve: noReserve,
    onWrite: () => undefined,
    diagnose: () => undefined,
  })
  let nextId = 1
  return async (method: string, input: object = {}): Promise<Response> =>
    await new Promise((resolve) => {
      const id = nextId++
      waiting.set(id, resolve)
      hear({ kind: 'call', id, method, input })
    })
}

describe('S4, A1: whatever a handler does, the same checks stand around it', () => {
  test('control: the real handler leaves its entry, and its result is given', async () => {
    const call = served(member, {})
    expect(await call('documents.list')).toMatchObject({ kind: 'result', value: { documents: [] } })
  })

  test('no entry, no result', async () => {
    const call = served(member, { 'documents.list': () => ({ documents: [], folders: [] }) })
    expect(await call('documents.list')).toMatchObject({ kind: 'failed', code: 'log-unwritable' })
  })

  test('an entry of another kind does not do', async () => {
    const call = served(member, {
      'documents.list': (_input, { access }) => {
        access.write((writer) =>
          writer.record({ type: 'people.listed', outcome: 'done', about: {}, sealed: {} }),
        )
        return { documents: [], folders: [] }
      },
    })
    expect(await call('documents.list')).toMatchObject({ kind: 'failed', code: 'log-unwritable' })
  })

  test('an entry that another call left does not do', async () => {
    const call = served(member, {
      'documents.imported': (_input, { access }) => {
        access.write((writer) =>
          writer.record({ type: 'documents.listed', outcome: 'done', about: {}, sealed: { count: 0 } }),
        )
        return { files: [] }
      },
      'documents.list': () => ({ documents: [], folders: [] }),
    })
    expect(await call('documents.imported')).toMatchObject({ kind: 'result' })
    expect(await call('documents.list')).toMatchObject({ kind: 'failed', code: 'log-unwritable' })
  })

  test('a result that says more than the contract is not given', async () => {
    const about = { name: 'Client', colour: 0, member: member.id, role: 'member' as const }
    const more = { ...about, groups: [], documents: 0, key: 'secret' }
    const call = served(member, { 'workspace.about': () => more })
    const response = await call('workspace.about')
    expect(response).toMatchObject({ kind: 'failed', code: 'internal' })
    expect(JSON.stringify(response)).not.toContain('secret')
  })

  test('a defect’s own words stay inside', async () => {
    const call = served(member, {
      'workspace.about': () => {
        throw new Error('could not read "Project Nightjar"')
      },
    })
    const response = await call('workspace.about')
    expect(response).toMatchObject({ kind: 'failed', code: 'internal' })
    expect(JSON.stringify(response)).not.toContain('Nightjar')
  })

  test('a refused handler does not run', async () => {
    let ran = false
    const call = served(member, {
      'members.list': () => {
        ran = true
        return { members: [], groups: [], unread: 0 }
      },
    })
    expect(await call('members.list')).toMatchObject({ kind: 'failed', code: 'refused' })
    expect(ran).toBe(false)
  })

  test('the role is the one in force at the call', async () => {
    const call = served(owner, {})
    const become = (role: string) =>
      world.connection.prepare('UPDATE member SET role = ? WHERE id = ?').run(role, owner.id)
    expect(await call('members.list')).toMatchObject({ kind: 'result' })
    become('member')
    expect(await call('members.list')).toMatchObject({ kind: 'failed', code: 'refused' })
    become('auditor')
    expect(await call('documents.list')).toMatchObject({ kind: 'failed', code: 'refused' })
    expect(await call('log.list')).toMatchObject({ kind: 'result' })
    world.connection.execute('PRAGMA foreign_keys = off')
    world.connection.prepare('DELETE FROM member WHERE id = ?').run(owner.id)
    for (const method of ['workspace.about', 'documents.list', 'log.list'])
      expect(await call(method), method).toMatchObject({ kind: 'failed', code: 'refused' })
  })
})
