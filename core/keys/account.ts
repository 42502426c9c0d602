import type { StaffId } from '../ids.ts'
import { BulkheadError } from '../errors.ts'
import { contextBytes } from './context.ts'
import { derive } from './derive.ts'
import { seal, unseal } from './seal.ts'
import { randomSecret, secretBytes, secretCopy } from './secret-bytes.ts'
import { publicKeyOf } from './x25519.ts'

const format = 'bulkhead account 1'

/** A staff account's X25519 key pair (RFC 7748), raw, 32 bytes each. */
export interface Account {
  publicKey: Uint8Array
  privateKey: Uint8Array
}

/** What opens an account: the device secret (32 bytes, key store) and, unless the account has none, the passphrase. */
interface AccountLock {
  deviceSecret: Uint8Array
  /** The stretched passphrase; null for "unlock with this computer's login". */
  stretched: Uint8Array | null
  staff: StaffId
}

type Method = 'passphrase' | 'login'
const methodByte = { login: 0, passphrase: 1 } as const

/** A new account. The caller zeroes the private key when done. */
export function newAccount(): Account {
  const privateKey = randomSecret(32)
  return { publicKey: publicKeyOf(privateKey), privateKey }
}

/**
 * Seals an account's private key twice: inside under device secret and passphrase, outside, with the method, under
 * the device secret alone. The outer seal tells a changed or foreign account from a mistyped passphrase.
 */
export function sealAccountKey(account: AccountLock & { privateKey: Uint8Array }): Uint8Array {
  const method: Method = account.stretched === null ? 'login' : 'passphrase'
  const innerKey = keyFor(account, method)
  const outerKey = derive(account.deviceSecret, [format, 'outer', account.staff])
  try {
    const inner = seal(innerKey, account.privateKey, contextBytes([format, method, account.staff]))
    return seal(outerKey, secretCopy(Uint8Array.of(methodByte[method]), inner), outerContext(account.staff))
  } finally {
    innerKey.fill(0)
    outerKey.fill(0)
  }
}

/**
 * Opens an account's private key, 32 bytes, which the caller zeroes when done.
 * @throws BulkheadError `wrong-passphrase`; or `tampered-wrap` if the sealed account was changed, is another
 * person's, or was made with another device secret.
 */
export function openAccountKey(account: AccountLock & { sealed: Uint8Array }): Uint8Array {
  const outerKey = derive(account.deviceSecret, [format, 'outer', account.staff])
  const outer = openOuter(outerKey, account)
  const method: Method = account.stretched === null ? 'login' : 'passphrase'
  if (outer[0] !== methodByte[method]) {
    throw new BulkheadError(
      'wrong-passphrase',
      method === 'login'
        ? 'This account has a passphrase; enter it to sign in.'
        : 'This account has no passphrase; sign in with this computer’s login.',
    )
  }
  const innerKey = keyFor(account, method)
  try {
    return unseal(innerKey, outer.subarray(1), contextBytes([format, method, account.staff]))
  } catch {
    if (method === 'passphrase') throw new BulkheadError('wrong-passphrase', 'That passphrase is not right.')
    throw changed()
  } finally {
    innerKey.fill(0)
  }
}

function openOuter(outerKey: Uint8Array, account: { sealed: Uint8Array; staff: StaffId }): Uint8Array {
  try {
    return unseal(outerKey, account.sealed, outerContext(account.staff))
  } catch {
    throw changed()
  } finally {
    outerKey.fill(0)
  }
}

/** The key of the inner seal: over the device secret, or over device secret and stretched passphrase. */
function keyFor({ deviceSecret, stretched, staff }: AccountLock, method: Method): Uint8Array {
  if (deviceSecret.length !== 32 || (stretched !== null && stretched.length !== 32)) {
    throw new BulkheadError('internal', 'A key of the wrong length was given for an account.')
  }
  const secret = secretCopy(deviceSecret, stretched ?? secretBytes(0))
  try {
    return derive(secret, [format, method, staff])
  } finally {
    secret.fill(0)
  }
}

function outerContext(staff: StaffId): Uint8Array {
  return contextBytes([format, 'outer', staff])
}

function changed(): BulkheadError {
  return new BulkheadError(
    'tampered-wrap',
    'This account’s sealed key was changed or belongs to another computer; restore the firm’s folder and key store together.',
  )
}
