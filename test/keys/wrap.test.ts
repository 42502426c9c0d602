import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId, StaffId, WorkspaceId } from '../../core/ids.ts'
import { newAccount } from '../../core/keys/account.ts'
import { contextBytes } from '../../core/keys/context.ts'
import { derive } from '../../core/keys/derive.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { openWrap, sealWrap } from '../../core/keys/wrap/wrap.ts'
import { encodeWrapPayload } from '../../core/keys/wrap/wrap-payload.ts'
import { cuts, flips } from './damage.ts'
import { referenceOpen } from './hpke-reference.ts'
import { expectRefusal } from './refusal.ts'

const account = newAccount()
const payload = { key: randomSecret(32), name: Buffer.from('Nordlicht Café GmbH'), colour: 2 }
const binding = {
  workspace: newId(WorkspaceId),
  member: newId(StaffId),
  keyVersion: 3,
  share: randomSecret(32),
}
const wrap = await sealWrap({ ...binding, payload, memberPublicKey: account.publicKey })
const opening = { ...binding, wrap, memberPrivateKey: account.privateKey }

describe('a member’s wrap', () => {
  test('gives the member the key, name and colour', async () => {
    const opened = await openWrap(opening)
    expect([...opened.key]).toEqual([...payload.key])
    expect(Buffer.from(opened.name).toString()).toBe('Nordlicht Café GmbH')
    expect(opened.colour).toBe(2)
  })

  test('S2, K2: is closed to another account, and to another share', async () => {
    await expectRefusal(
      () => openWrap({ ...opening, memberPrivateKey: newAccount().privateKey }),
      'tampered-wrap',
    )
    for (const share of [randomSecret(32), ...flips(binding.share)]) {
      await expectRefusal(() => openWrap({ ...opening, share }), 'tampered-wrap')
    }
  })

  test('K2: is refused for another workspace, member or key version', async () => {
    await expectRefusal(() => openWrap({ ...opening, workspace: newId(WorkspaceId) }), 'tampered-wrap')
    await expectRefusal(() => openWrap({ ...opening, member: newId(StaffId) }), 'tampered-wrap')
    for (const keyVersion of [0, 2, 4]) {
      await expectRefusal(() => openWrap({ ...opening, keyVersion }), 'tampered-wrap')
    }
  })

  test('K2: is refused when changed at any byte or at any other length', async () => {
    for (const bad of [...flips(wrap), ...cuts(wrap)]) {
      await expectRefusal(() => openWrap({ ...opening, wrap: bad }), 'tampered-wrap')
    }
  })

  test('K1: shows neither the name nor its length', async () => {
    expect(Buffer.from(wrap).includes('Nordlicht')).toBe(false)
    const short = { ...payload, name: Buffer.from('A') }
    const other = await sealWrap({ ...binding, payload: short, memberPublicKey: account.publicKey })
    expect(other).toHaveLength(wrap.length)
  })

  test('is RFC 9180 in PSK mode, to an implementation that shares no code', () => {
    const { workspace, member, keyVersion, share } = binding
    const format = 'bulkhead workspace wrap 1'
    const plaintext = referenceOpen({
      mode: 'psk',
      enc: wrap.slice(1, 33),
      ciphertext: wrap.slice(33),
      recipientPrivateKey: account.privateKey,
      recipientPublicKey: account.publicKey,
      psk: derive(share, [format, 'share', workspace, member, String(keyVersion)]),
      pskId: Buffer.from(workspace),
      info: contextBytes([format]),
      aad: contextBytes([format, workspace, member, keyVersion]),
    })
    expect(plaintext.equals(encodeWrapPayload(payload))).toBe(true)
  })

  test('belongs to exactly its member among many', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 3 }),
        fc.nat({ max: 3 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        async (to, from, key) => {
          const accounts = [account, newAccount(), newAccount(), newAccount()]
          const sealed = await sealWrap({
            ...binding,
            payload: { ...payload, key },
            memberPublicKey: accounts[to]!.publicKey,
          })
          const open = () =>
            openWrap({ ...binding, wrap: sealed, memberPrivateKey: accounts[from]!.privateKey })
          if (to === from) expect([...(await open()).key]).toEqual([...key])
          else await expectRefusal(open, 'tampered-wrap')
        },
      ),
    )
  })
})

test('keys that cannot be right are defects, not damage', async () => {
  const seal = { ...binding, payload, memberPublicKey: account.publicKey }
  await expectRefusal(() => sealWrap({ ...seal, memberPublicKey: new Uint8Array(32) }), 'internal')
  await expectRefusal(() => sealWrap({ ...seal, memberPublicKey: new Uint8Array(31) }), 'internal')
  await expectRefusal(() => sealWrap({ ...seal, share: new Uint8Array(16) }), 'internal')
  await expectRefusal(() => openWrap({ ...opening, memberPrivateKey: new Uint8Array(31) }), 'internal')
})
