import { webcrypto } from 'node:crypto'
import { bech32 } from '@scure/base'
import { BulkheadError } from '../errors.ts'
import { importKeyPair } from './x25519.ts'

/** Loaded when it is first used: every process would begin later by its many modules, and few ever need it. */
const age = async () => await import('age-encryption')

/** The recipient, as age writes it, that an X25519 public key (32 bytes) is. */
export function ageRecipient(publicKey: Uint8Array): string {
  return bech32.encodeFromBytes('age', publicKey)
}

/** Encrypts a file to one recipient: age-encryption.org/v1. */
export async function encryptTo(recipient: string, plaintext: Uint8Array): Promise<Uint8Array> {
  const { Encrypter } = await age()
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return await encrypter.encrypt(plaintext)
}

/**
 * The key (16 bytes) of one age file, from its header, for whoever decrypts the rest elsewhere. The caller zeroes it.
 *
 * @param privateKey X25519, raw
 * @throws BulkheadError `tampered-wrap` if the file is for somebody else or its header was changed
 */
export async function fileKeyOf(file: Uint8Array, privateKey: Uint8Array): Promise<Uint8Array> {
  const { privateKey: identity } = await importKeyPair(privateKey)
  const { Decrypter } = await age()
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  try {
    return await decrypter.decryptHeader(headerOf(file))
  } catch {
    throw new BulkheadError(
      'tampered-wrap',
      'What was released does not open with your key. Ask the owner to release it again.',
    )
  }
}

/** Decrypts a file with its own key. @throws BulkheadError `bad-input` for another file, or one that was changed */
export async function decryptWith(fileKey: Uint8Array, file: Uint8Array): Promise<Uint8Array> {
  const { Decrypter } = await age()
  const decrypter = new Decrypter()
  decrypter.addIdentity({ unwrapFileKey: () => fileKey })
  try {
    return await decrypter.decrypt(file)
  } catch {
    throw new BulkheadError(
      'bad-input',
      'What was released does not open. Ask the owner to release it again.',
    )
  }
}

/** Up to and with the line that authenticates it. */
function headerOf(file: Uint8Array): Uint8Array {
  const last = Buffer.from(file.buffer, file.byteOffset, file.byteLength).indexOf('\n--- ')
  return file.subarray(0, file.indexOf(10, last + 1) + 1)
}

/** A key pair for what is sealed to this process, as long as it lives. */
export interface AgeIdentity {
  readonly recipient: string
  /** @throws BulkheadError `bad-input` for what was not sealed to it, or was changed */
  open(file: Uint8Array): Promise<Uint8Array>
}

/** The private half never leaves Web Crypto. */
export async function newAgeIdentity(): Promise<AgeIdentity> {
  // The types of Web Crypto do not know that this algorithm always gives a pair.
  const pair = await webcrypto.subtle.generateKey('X25519', false, ['deriveBits'])
  if (!('privateKey' in pair)) throw new BulkheadError('internal', 'X25519 gave no key pair.')
  const { privateKey, publicKey } = pair
  const { Decrypter } = await age()
  const decrypter = new Decrypter()
  decrypter.addIdentity(privateKey)
  return {
    recipient: ageRecipient(new Uint8Array(await webcrypto.subtle.exportKey('raw', publicKey))),
    async open(file) {
      try {
        return await decrypter.decrypt(file)
      } catch {
        throw new BulkheadError('bad-input', 'What was sealed to this workspace does not open. Try again.')
      }
    },
  }
}
