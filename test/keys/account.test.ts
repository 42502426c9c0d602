import { describe, expect, test } from 'vitest'
import { newId, StaffId } from '../../core/ids.ts'
import { newAccount, openAccountKey, sealAccountKey } from '../../core/keys/account.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { publicKeyOf } from '../../core/keys/x25519.ts'
import { cuts, flips } from './damage.ts'
import { expectRefusal } from './refusal.ts'

const { publicKey, privateKey } = newAccount()
const deviceSecret = randomSecret(32)
const staff = newId(StaffId)

test('a new account is a key pair of its own', () => {
  expect(publicKeyOf(privateKey)).toEqual(publicKey)
  expect(newAccount().publicKey).not.toEqual(publicKey)
})

describe.each([
  ['with a passphrase', randomSecret(32)],
  ['with this computer’s login', null],
])('an account key %s', (_title, stretched) => {
  const sealed = sealAccountKey({ privateKey, deviceSecret, stretched, staff })

  test('opens with what it was sealed with', () => {
    expect(openAccountKey({ sealed, deviceSecret, stretched, staff })).toEqual(privateKey)
  })

  test('K2: is refused for another person or device, when changed at any byte, and at any other length', async () => {
    const open = { sealed, deviceSecret, stretched, staff }
    await expectRefusal(() => openAccountKey({ ...open, staff: newId(StaffId) }), 'tampered-wrap')
    await expectRefusal(() => openAccountKey({ ...open, deviceSecret: randomSecret(32) }), 'tampered-wrap')
    for (const bad of [...flips(sealed), ...cuts(sealed)]) {
      await expectRefusal(() => openAccountKey({ ...open, sealed: bad }), 'tampered-wrap')
    }
  })

  test('K2: a wrong passphrase, one too many, or a missing one is called that', async () => {
    for (const wrong of [randomSecret(32), stretched === null ? randomSecret(32) : null]) {
      await expectRefusal(
        () => openAccountKey({ sealed, deviceSecret, stretched: wrong, staff }),
        'wrong-passphrase',
      )
    }
  })
})

test('a secret of the wrong length is a defect', async () => {
  const half = { privateKey, deviceSecret: randomSecret(16), stretched: null, staff }
  await expectRefusal(() => sealAccountKey(half), 'internal')
  await expectRefusal(
    () => sealAccountKey({ ...half, deviceSecret, stretched: randomSecret(31) }),
    'internal',
  )
})
