import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BulkheadError } from '../../core/errors.ts'
import { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { Main } from '../../core/host/main.ts'
import { newId, WorkspaceId } from '../../core/ids.ts'
import { passphraseStoreParams } from '../../core/keys/store/passphrase-store.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { portPair } from '../../core/process/port-pair.ts'
import type { Port } from '../../core/contract/port.ts'
import { temporaryFolder } from '../builders.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const folder = temporaryFolder()
const home = new Home(join(folder.path, 'home'))
const main = new Main(home, forkProcess)
const client = main.client()
afterAll(async () => {
  await main.close()
  folder.remove()
})

/** One call over a raw port, past the types. */
async function raw(method: string, input: unknown): Promise<unknown> {
  const [mine, theirs]: [Port, Port] = portPair()
  main.serve(mine)
  return await new Promise((resolve) => {
    theirs.onMessage(resolve)
    theirs.send({ kind: 'call', id: 1, method, input })
  })
}

describe('main', () => {
  beforeAll(async () => {
    expect(await client.call('firm.state', {})).toEqual({
      exists: false,
      keyStore: null,
      login: null,
      signedIn: null,
      waitMs: 0,
    })
    await client.call('firm.create', {
      name: 'Penhallow',
      staff: 'Ana',
      keyStore: 'passphrase',
      passphrase: bytes('ana ana, quiet ferries'),
    })
  })

  test('a new firm’s passphrases are stretched as much as they should be', () => {
    expect(passphraseStoreParams(home.keyStoreFile(home.read().firm))).toMatchObject({
      N: 2 ** 17,
      r: 8,
      p: 1,
    })
  })

  test('a person signs in, makes a workspace, opens it, locks it and signs out', async () => {
    const passphrase = bytes('ana ana, quiet ferries')
    expect(await client.call('firm.signIn', { staff: null, passphrase })).toMatchObject({
      name: 'Ana',
      role: 'staff',
    })
    // What was handed over is zeroed.
    expect(passphrase.every((byte) => byte === 0)).toBe(true)
    const { workspace, recoveryKey } = await client.call('workspaces.create', {
      name: bytes('Zed'),
      colour: null,
    })
    expect(new TextDecoder().decode(recoveryKey)).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){13}$/)
    await expect(client.call('workspaces.create', { name: bytes('Zed'), colour: 1 })).rejects.toMatchObject({
      code: 'already-exists',
    })
    const { workspaces, closed } = await client.call('workspaces.list', {})
    expect(workspaces.map(({ id, name }) => [id, new TextDecoder().decode(name)])).toEqual([
      [workspace, 'Zed'],
    ])
    expect(closed).toEqual([])

    expect(() => main.bound(workspace)).toThrow(BulkheadError)
    const { pid } = await client.call('workspaces.open', { workspace })
    expect((await client.call('workspaces.open', { workspace })).pid).toBe(pid)
    expect(await main.bound(workspace).caller.call('workspace.about', {})).toMatchObject({
      name: 'Zed',
      role: 'owner',
    })
    await client.call('workspaces.lock', { workspace })
    expect(() => process.kill(pid, 0)).toThrow()
    expect(() => main.bound(workspace)).toThrow(BulkheadError)

    const again = await client.call('workspaces.open', { workspace })
    await client.call('firm.signOut', {})
    // Signing out locks what is open.
    expect(() => process.kill(again.pid, 0)).toThrow()
    await expect(client.call('workspaces.list', {})).rejects.toMatchObject({ code: 'locked' })
  })

  test('S4, A4: an operator opens nothing, and no client is listed for them', async () => {
    await client.call('firm.signIn', { staff: 'Ana', passphrase: bytes('ana ana, quiet ferries') })
    const [{ id } = { id: newId(WorkspaceId) }] = (await client.call('workspaces.list', {})).workspaces
    await client.call('staff.add', {
      name: 'Otto',
      role: 'operator',
      passphrase: bytes('otto otto, seven lanterns'),
    })
    await client.call('firm.signOut', {})
    await client.call('firm.signIn', { staff: 'Otto', passphrase: bytes('otto otto, seven lanterns') })
    expect(await raw('workspaces.open', { workspace: id })).toMatchObject({ kind: 'failed', code: 'refused' })
    expect(await client.call('workspaces.list', {})).toEqual({ workspaces: [], closed: [] })
    await client.call('firm.signOut', {})
  })

  test('settings are the defaults before there are any, and everybody’s afterwards; a change is in the firm’s log', async () => {
    const defaults = { theme: 'system', lockMinutes: 10 }
    const file = join(home.folder, 'settings.json')
    expect(await client.call('settings.get', {})).toEqual(defaults)
    await expect(client.call('settings.set', { theme: 'dark', lockMinutes: 5 })).rejects.toMatchObject({
      code: 'locked',
    })
    await client.call('firm.signIn', { staff: 'Otto', passphrase: bytes('otto otto, seven lanterns') })
    expect(await client.call('settings.set', { theme: 'dark', lockMinutes: 5 })).toEqual({})
    for (const bad of [
      { theme: 'dark', lockMinutes: 0 },
      { theme: 'pink', lockMinutes: 5 },
      { theme: 'dark' },
    ])
      expect(await raw('settings.set', bad)).toMatchObject({ kind: 'failed', code: 'bad-input' })
    await client.call('firm.signOut', {})
    expect(await client.call('settings.get', {})).toEqual({ theme: 'dark', lockMinutes: 5 })
    expect(main.settings.lockMinutes).toBe(5)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      format: 'bulkhead settings 1',
      theme: 'dark',
      lockMinutes: 5,
    })
    const firm = await signIn(home, { staff: 'Ana', passphrase: bytes('ana ana, quiet ferries') })
    const types = firm.parts.log.log
      .leaves(0, 1_000)
      .map(({ leaf }) => (JSON.parse(leaf) as { type: string }).type)
    expect(types.filter((type) => type === 'settings.changed')).toHaveLength(1)
    firm.signOut()
    // Nothing in it is worth more than a way in that always works.
    for (const damaged of [
      '',
      '{',
      '[]',
      '{"format":"bulkhead settings 2","theme":"dark","lockMinutes":5}',
    ]) {
      writeFileSync(file, damaged)
      expect(await client.call('settings.get', {})).toEqual(defaults)
    }
    rmSync(file)
  })

  test('a workspace whose process fails leaves nothing behind', async () => {
    const failing = new Main(home, (_entry, options) =>
      forkProcess(new URL('./failing-process.ts', import.meta.url), options),
    )
    const other = failing.client()
    await other.call('firm.signIn', { staff: 'Ana', passphrase: bytes('ana ana, quiet ferries') })
    const before = readdirSync(join(home.folder, 'workspaces'))
    await expect(other.call('workspaces.create', { name: bytes('Never'), colour: 0 })).rejects.toMatchObject({
      code: 'process-ended',
    })
    expect(readdirSync(join(home.folder, 'workspaces'))).toEqual(before)
    expect((await other.call('workspaces.list', {})).workspaces).toHaveLength(1)
    await failing.close()
  })
})
