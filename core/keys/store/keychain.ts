import { randomBytes } from 'node:crypto'
import { Entry } from '@napi-rs/keyring'
import type { FirmId } from '../../ids.ts'
import { BulkheadError } from '../../errors.ts'
import { maxItemBytes, type KeyItem, type KeyStore } from './key-store.ts'
import { secretBytes } from '../secret-bytes.ts'

const service = 'Bulkhead'

/**
 * The key store of the operating system: Keychain, Credential Manager or the Secret Service, never the kernel's
 * keyring, which a restart empties. Checked at once by writing, reading and deleting a random value.
 * @throws BulkheadError `keychain-missing` if none answers, `keychain-locked` if it stays locked; every later call throws
 * them too. There is no fallback.
 */
export function openKeychain(firm: FirmId): KeyStore {
  const entry = (name: string) =>
    new Entry(service, `${firm}/${name}`, { linux: { store: 'secret-service' } })
  probe(entry, `probe-${randomBytes(8).toString('hex')}`)
  return {
    kind: 'keychain',
    get: (item) => answering(() => read(entry(item))),
    set(item: KeyItem, bytes) {
      if (bytes.length === 0 || bytes.length > maxItemBytes) {
        throw new BulkheadError('internal', 'A keychain item has an impossible size.')
      }
      answering(() => entry(item).setSecret(bytes))
    },
    delete(item) {
      answering(() => entry(item).deleteCredential())
    },
  }
}

function probe(entry: (name: string) => Entry, name: string): void {
  const value = randomBytes(32)
  let answer: Uint8Array | null = null
  try {
    entry(name).setSecret(value)
    answer = read(entry(name))
    entry(name).deleteCredential()
  } catch (error) {
    if (isLocked(error)) throw locked()
    answer = null
  }
  if (answer === null || !value.equals(answer)) {
    throw new BulkheadError(
      'keychain-missing',
      'This computer has no working keychain; turn it on, or set up Bulkhead with the passphrase-only key store.',
    )
  }
}

/**
 * A Secret Service whose keyring is locked asks the person to unlock it; nobody did. That is how a session without the
 * login's password, and a keyring whose password is the one before a reset, look from here.
 */
function isLocked(error: unknown): boolean {
  return (
    error instanceof Error &&
    /prompt was dismissed|is ?locked|interaction is not allowed/i.test(error.message)
  )
}

function locked(): BulkheadError {
  return new BulkheadError(
    'keychain-locked',
    'The keychain of this computer is locked, and was not unlocked. Nothing was changed. Unlock it and try again; after a reset of the computer’s password, the password before it still opens the keychain.',
  )
}

/** The driver answers with a list of numbers, which is zeroed once its bytes are copied. */
function read(entry: Entry): Uint8Array | null {
  const numbers = entry.getSecret()
  if (numbers === null) return null
  const bytes = secretBytes(numbers.length)
  bytes.set(numbers)
  numbers.fill(0)
  return bytes
}

function answering<Answer>(ask: () => Answer): Answer {
  try {
    return ask()
  } catch (error) {
    if (isLocked(error)) throw locked()
    throw new BulkheadError(
      'keychain-missing',
      'The keychain of this computer does not answer; unlock it, or sign in to the computer again, and retry.',
    )
  }
}
