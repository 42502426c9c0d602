import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId, StaffId, WorkspaceId } from '../../core/ids.ts'
import { newAccount } from '../../core/keys/account.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { sealWrap } from '../../core/keys/wrap/wrap.ts'
import { countInMemory } from './process-memory.ts'

describe.skipIf(process.platform !== 'linux')('the memory of a process that unlocks', () => {
  let child: ChildProcess
  let secrets: Record<string, Uint8Array>

  beforeEach(async () => {
    const key = randomSecret(32)
    const name = Buffer.from(`Client ${Buffer.from(randomSecret(12)).toString('hex')}`)
    const { publicKey, privateKey } = newAccount()
    const binding = { workspace: newId(WorkspaceId), member: newId(StaffId), keyVersion: 1 }
    const share = randomSecret(32)
    secrets = { ...spellings(key), name, privateKey, share }
    const payload = { key, name, colour: 3 }
    const wrap = await sealWrap({ ...binding, payload, share, memberPublicKey: publicKey })
    child = fork(fileURLToPath(new URL('memory-child.ts', import.meta.url)), [], {
      serialization: 'advanced',
      execArgv: ['--expose-gc'],
    })
    await step({ ...binding, wrap, memberPrivateKey: mask(privateKey), share: mask(share) })
  })
  afterEach(() => child.kill('SIGKILL'))

  async function step(message: object | string): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve())
      child.once('exit', () => reject(new Error('the child ended')))
    })
    child.send(message)
    await done
  }

  test('K1: holds no copy of key, name, share or private key in any spelling once they are zeroed', async () => {
    const before = countInMemory(child.pid ?? 0, secrets)
    // Opened wrap, encoded payload, received handover.
    expect(before['raw']).toBeGreaterThanOrEqual(3)
    expect(before['name']).toBeGreaterThanOrEqual(3)
    expect(before['privateKey']).toBeGreaterThanOrEqual(1)
    expect(before['share']).toBeGreaterThanOrEqual(1)

    await step('wipe')
    const after = countInMemory(child.pid ?? 0, secrets)
    expect(after).toEqual(Object.fromEntries(Object.keys(secrets).map((spelling) => [spelling, 0])))
  })

  test('the search does find a key that was spelt out, which zeroing does not reach', async () => {
    await step('spell')
    await step('wipe')
    const found = countInMemory(child.pid ?? 0, secrets)
    expect(found['hex']).toBeGreaterThan(0)
    expect(found['base64']).toBeGreaterThan(0)
  })
})

/** So that the channel to the child, and its own copies, hold nothing that is searched for. */
function mask(secret: Uint8Array): Uint8Array {
  return secret.map((byte) => byte ^ 0xa5)
}

/** The key as bytes and as text. Base64 depends on where in its text the key starts: all three places. */
function spellings(key: Uint8Array): Record<string, Buffer> {
  const base64 = (shift: number) =>
    Buffer.from(
      Buffer.concat([Buffer.alloc(shift), key])
        .toString('base64')
        .slice(4, 36),
    )
  return {
    raw: Buffer.from(key),
    hex: Buffer.from(Buffer.from(key).toString('hex')),
    base64: base64(0),
    base64AfterOne: base64(1),
    base64AfterTwo: base64(2),
  }
}
