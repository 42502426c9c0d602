import { expect, test } from 'vitest'
import { newAccount } from '../../core/keys/account.ts'
import { newHandoverRecipient, sealHandover } from '../../core/keys/wrap/handover.ts'
import { hpkeOpen, hpkeSeal } from '../../core/keys/wrap/hpke.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { importKeyPair } from '../../core/keys/x25519.ts'
import { cuts, flips } from './damage.ts'
import { referenceOpen } from './hpke-reference.ts'
import { expectRefusal } from './refusal.ts'

const sender = newAccount()
const aad = Buffer.from('window 1')

async function handOver(plaintext: Uint8Array = randomSecret(512)) {
  const recipient = await newHandoverRecipient()
  const sealed = await sealHandover({
    plaintext,
    recipientPublicKey: recipient.publicKey,
    senderPrivateKey: sender.privateKey,
    aad,
  })
  return { recipient, sealed, plaintext }
}

test('the workspace process gets what main sealed, and knows from whom', async () => {
  const { recipient, sealed, plaintext } = await handOver()
  expect(recipient.publicKey).toHaveLength(32)
  const opened = await recipient.open({ sealed, senderPublicKey: sender.publicKey, aad })
  expect([...opened]).toEqual([...plaintext])
})

test('K2: another sender, process or purpose is refused', async () => {
  const { publicKey: stranger } = newAccount()
  const first = await handOver()
  await expectRefusal(
    () => first.recipient.open({ sealed: first.sealed, senderPublicKey: stranger, aad }),
    'tampered-wrap',
  )
  const [second, third, fourth] = [await handOver(), await handOver(), await handOver()]
  const senderPublicKey = sender.publicKey
  await expectRefusal(
    () => second.recipient.open({ sealed: third.sealed, senderPublicKey, aad }),
    'tampered-wrap',
  )
  await expectRefusal(
    () => fourth.recipient.open({ sealed: fourth.sealed, senderPublicKey, aad: Buffer.from('window 2') }),
    'tampered-wrap',
  )
})

test('S2: only one message is ever opened, and a failed one counts', async () => {
  const { recipient, sealed } = await handOver()
  const message = { sealed, senderPublicKey: sender.publicKey, aad }
  await recipient.open(message)
  await expectRefusal(() => recipient.open(message), 'refused')
  const other = await handOver()
  await expectRefusal(() => other.recipient.open(message), 'tampered-wrap')
  await expectRefusal(() => other.recipient.open({ ...message, sealed: other.sealed }), 'refused')
})

test('K2: a message changed at any byte, or of any other length, is refused', async () => {
  const { publicKey: recipientPublicKey, privateKey } = newAccount()
  const purpose = { info: Buffer.from('a test'), aad }
  const sealed = await hpkeSeal({
    ...purpose,
    plaintext: randomSecret(64),
    recipientPublicKey,
    senderPrivateKey: sender.privateKey,
  })
  const recipientKey = await importKeyPair(privateKey)
  const senderPublicKey = sender.publicKey
  expect(await hpkeOpen({ ...purpose, sealed, recipientKey, senderPublicKey })).not.toBeNull()
  for (const bad of [...flips(sealed), ...cuts(sealed)]) {
    expect(await hpkeOpen({ ...purpose, sealed: bad, recipientKey, senderPublicKey })).toBeNull()
  }
  for (const bad of [...flips(senderPublicKey), ...cuts(senderPublicKey)]) {
    // The top bit of an X25519 key is not part of it (RFC 7748).
    if (bad.length === 32 && bad.slice(0, 31).every((byte, at) => byte === senderPublicKey[at])) continue
    expect(await hpkeOpen({ ...purpose, sealed, recipientKey, senderPublicKey: bad })).toBeNull()
  }
})

test('is RFC 9180 in Auth mode, to an implementation that shares no code', async () => {
  const recipient = newAccount()
  const plaintext = randomSecret(100)
  const sealed = await sealHandover({
    plaintext,
    recipientPublicKey: recipient.publicKey,
    senderPrivateKey: sender.privateKey,
    aad,
  })
  const opened = referenceOpen({
    mode: 'auth',
    enc: sealed.slice(1, 33),
    ciphertext: sealed.slice(33),
    recipientPrivateKey: recipient.privateKey,
    recipientPublicKey: recipient.publicKey,
    senderPublicKey: sender.publicKey,
    info: Buffer.from('["bulkhead handover 1"]'),
    aad,
  })
  expect([...opened]).toEqual([...plaintext])
})
