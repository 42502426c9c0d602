import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Entry, findCredentials } from '@napi-rs/keyring'
import { afterAll, describe, expect, test } from 'vitest'
import { FirmId, newId, WorkspaceId } from '../../core/ids.ts'
import { workspaceItem } from '../../core/keys/store/key-store.ts'
import { openKeychain } from '../../core/keys/store/keychain.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { expectRefusal } from './refusal.ts'

/**
 * These need a keychain that answers, on Linux a session with a Secret Service, and fail without one. A machine that
 * cannot have one says so with BULKHEAD_TEST_NO_KEYCHAIN=1.
 */
const without = process.env['BULKHEAD_TEST_NO_KEYCHAIN'] === '1'

async function inAnotherProcess(firm: FirmId, env: NodeJS.ProcessEnv = process.env): Promise<unknown> {
  const child = fork(fileURLToPath(new URL('keychain-child.ts', import.meta.url)), [], {
    serialization: 'advanced',
    env,
  })
  child.send(firm)
  return await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', () => reject(new Error('the child ended')))
  })
}

describe.skipIf(without)('the operating system’s keychain', () => {
  const firm = newId(FirmId)
  const workspace = workspaceItem(newId(WorkspaceId))

  afterAll(() => {
    const keychain = openKeychain(firm)
    for (const item of ['device', 'firm-anchor', workspace] as const) keychain.delete(item)
  })

  test('keeps items as bytes, for every process of the same login', async () => {
    const keychain = openKeychain(firm)
    expect(keychain.kind).toBe('keychain')
    const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    keychain.set('device', everyByte)
    keychain.set(workspace, Uint8Array.of(0))
    expect([...(keychain.get('device') ?? [])]).toEqual([...everyByte])
    expect([...(keychain.get(workspace) ?? [])]).toEqual([0])
    expect(await inAnotherProcess(firm)).toEqual({ device: everyByte })
  })

  test('changes and forgets items; one that is not there is null, and deleting it no error', () => {
    const keychain = openKeychain(firm)
    keychain.set('firm-anchor', randomSecret(64))
    const anchor = randomSecret(2048)
    keychain.set('firm-anchor', anchor)
    expect([...(keychain.get('firm-anchor') ?? [])]).toEqual([...anchor])
    keychain.delete('firm-anchor')
    keychain.delete('firm-anchor')
    expect(keychain.get('firm-anchor')).toBeNull()
    expect(keychain.get(workspaceItem(newId(WorkspaceId)))).toBeNull()
  })

  test('K2: does not answer one firm with the items of another', () => {
    openKeychain(firm).set('device', randomSecret(32))
    expect(openKeychain(newId(FirmId)).get('device')).toBeNull()
  })

  test('opening leaves nothing behind', () => {
    const lonely = newId(FirmId)
    openKeychain(lonely)
    const names = findCredentials('Bulkhead').map(({ account }) => account)
    expect(names.filter((name) => name.startsWith(lonely))).toEqual([])
  })

  test('an item of an impossible size is a defect', async () => {
    const keychain = openKeychain(firm)
    await expectRefusal(() => keychain.set('device', new Uint8Array(0)), 'internal')
    await expectRefusal(() => keychain.set('device', new Uint8Array(2049)), 'internal')
  })

  test.runIf(process.platform === 'linux')(
    'K1: lies in the Secret Service, not in the kernel’s keyring',
    () => {
      openKeychain(firm).set('device', Uint8Array.of(5))
      const kernel = new Entry('Bulkhead', `${firm}/device`, { linux: { store: 'keyutils' } })
      expect(() => kernel.getSecret()).not.toThrow()
      expect(kernel.getSecret()).toBeNull()
    },
  )
})

test.runIf(process.platform === 'linux')('K1: no Secret Service is a refusal, never a fallback', async () => {
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }
  expect(await inAnotherProcess(newId(FirmId), env)).toEqual({ refused: 'keychain-missing' })
})
