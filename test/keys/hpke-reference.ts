import { createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto'

/**
 * Opening in RFC 9180, section by section, for DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, written
 * from the RFC and sharing nothing with the library in use. It throws if the message does not authenticate.
 */
export function referenceOpen(message: {
  mode: 'psk' | 'auth'
  enc: Uint8Array
  ciphertext: Uint8Array
  recipientPrivateKey: Uint8Array
  recipientPublicKey: Uint8Array
  senderPublicKey?: Uint8Array
  psk?: Uint8Array
  pskId?: Uint8Array
  info: Uint8Array
  aad: Uint8Array
}): Buffer {
  const { enc, recipientPrivateKey, recipientPublicKey, senderPublicKey } = message
  const empty = Buffer.alloc(0)

  // 4.1: Decap and AuthDecap.
  const kem = Buffer.from([...Buffer.from('KEM'), 0x00, 0x20])
  const senders = senderPublicKey === undefined ? [] : [senderPublicKey]
  const dh = Buffer.concat([enc, ...senders].map((key) => exchange(recipientPrivateKey, key)))
  const kemContext = Buffer.concat([enc, recipientPublicKey, ...senders])
  const eaePrk = labeledExtract(kem, empty, 'eae_prk', dh)
  const sharedSecret = labeledExpand(kem, eaePrk, 'shared_secret', kemContext, 32)

  // 5.1: KeySchedule.
  const suite = Buffer.from([...Buffer.from('HPKE'), 0x00, 0x20, 0x00, 0x01, 0x00, 0x02])
  const pskIdHash = labeledExtract(suite, empty, 'psk_id_hash', message.pskId ?? empty)
  const infoHash = labeledExtract(suite, empty, 'info_hash', message.info)
  const context = Buffer.concat([Uint8Array.of(message.mode === 'psk' ? 1 : 2), pskIdHash, infoHash])
  const secret = labeledExtract(suite, sharedSecret, 'secret', message.psk ?? empty)
  const key = labeledExpand(suite, secret, 'key', context, 32)
  const nonce = labeledExpand(suite, secret, 'base_nonce', context, 12)

  // 5.2: the first message, so the nonce is the base nonce.
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAAD(message.aad).setAuthTag(message.ciphertext.slice(-16))
  return Buffer.concat([decipher.update(message.ciphertext.slice(0, -16)), decipher.final()])
}

function exchange(privateKey: Uint8Array, publicKey: Uint8Array): Buffer {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), privateKey])
  const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), publicKey])
  return diffieHellman({
    privateKey: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
  })
}

function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac('sha256', key).update(data).digest()
}

function labeledExtract(suiteId: Buffer, salt: Uint8Array, label: string, ikm: Uint8Array): Buffer {
  return hmac(salt, Buffer.concat([Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), ikm]))
}

/** At most 32 bytes, so one round of HKDF-Expand is enough. */
function labeledExpand(suiteId: Buffer, prk: Buffer, label: string, info: Buffer, length: number): Buffer {
  const labeled = [Uint8Array.of(0, length), Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), info]
  return hmac(prk, Buffer.concat([...labeled, Uint8Array.of(1)])).subarray(0, length)
}
