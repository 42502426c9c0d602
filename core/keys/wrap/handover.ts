import { webcrypto } from 'node:crypto'
import { BulkheadError } from '../../errors.ts'
import { contextBytes } from '../context.ts'
import { hpkeOpen, hpkeSeal } from './hpke.ts'

const info = contextBytes(['bulkhead handover 1'])

/** The receiving end of one handover, made in the workspace process. */
export interface HandoverRecipient {
  /** 32 bytes, sent to main. */
  publicKey: Uint8Array
  /**
   * Opens the one message; the caller zeroes the result when done. `senderPublicKey` is the account that must have
   * sent it, `aad` what both sides must agree on.
   * @throws BulkheadError `tampered-wrap` if the message was changed, or is from another sender or for another
   * process; `refused` at a second call, whatever the first one gave.
   */
  open(message: { sealed: Uint8Array; senderPublicKey: Uint8Array; aad: Uint8Array }): Promise<Uint8Array>
}

/**
 * Makes the ephemeral X25519 pair that main seals the workspace key to, so that no message between the processes
 * holds it in the plain. The private half never leaves Web Crypto and is dropped at the first use.
 */
export async function newHandoverRecipient(): Promise<HandoverRecipient> {
  // The types of Web Crypto do not know that this algorithm always gives a pair.
  const pair = await webcrypto.subtle.generateKey('X25519', false, ['deriveBits'])
  if (!('privateKey' in pair)) throw new BulkheadError('internal', 'X25519 gave no key pair.')
  let recipientKey: webcrypto.CryptoKeyPair | null = pair
  return {
    publicKey: new Uint8Array(await webcrypto.subtle.exportKey('raw', pair.publicKey)),
    async open({ sealed, senderPublicKey, aad }) {
      if (recipientKey === null) {
        throw new BulkheadError(
          'refused',
          'The workspace process was already given a key; lock and unlock again.',
        )
      }
      const once = recipientKey
      recipientKey = null
      const plaintext = await hpkeOpen({ info, aad, sealed, senderPublicKey, recipientKey: once })
      if (plaintext !== null) return plaintext
      throw new BulkheadError(
        'tampered-wrap',
        'The workspace key did not come from the person who signed in; lock and unlock again.',
      )
    },
  }
}

/**
 * Seals bytes, usually an encoded `WrapPayload`, to a workspace process with HPKE (RFC 9180) in Auth mode: that it
 * opens proves that it came from the holder of the account's private key. The plaintext stays the caller's to zero.
 */
export async function sealHandover(message: {
  plaintext: Uint8Array
  recipientPublicKey: Uint8Array
  senderPrivateKey: Uint8Array
  aad: Uint8Array
}): Promise<Uint8Array> {
  return await hpkeSeal({ ...message, info })
}
