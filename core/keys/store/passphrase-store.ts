import { existsSync } from 'node:fs'
import type { StaffId } from '../../ids.ts'
import { BulkheadError } from '../../errors.ts'
import { contextBytes } from '../context.ts'
import { derive } from '../derive.ts'
import { decodeItems, encodeItems } from './item-table.ts'
import {
  bodyContext,
  changedKeyStore,
  newKeyStoreFile,
  readKeyStoreFile,
  type KeyStoreFile,
  type KeyStoreSlot,
} from './key-store-file.ts'
import { maxItemBytes, type KeyStore } from './key-store.ts'
import { seal, unseal } from '../seal.ts'
import { randomSecret } from '../secret-bytes.ts'
import type { StretchParams } from '../stretch.ts'
import { writeAtomically } from './write-atomically.ts'

const slotFormat = 'keystore-slot'

/** A staff member and the stretched passphrase (32 bytes) that opens their slot. */
interface Holder {
  staff: StaffId
  stretched: Uint8Array
}

/** The key store for a computer without a keychain: one file, opened by the passphrase of anyone who has a slot. */
export interface PassphraseStore extends KeyStore {
  readonly kind: 'passphrase'
  /** Lets a staff member in, or changes their passphrase. @throws BulkheadError `bad-input` if it opens another slot. */
  putSlot(holder: Holder): void
  /** Shuts a staff member out. @throws BulkheadError `refused` for the last slot, `not-found` for one without. */
  removeSlot(staff: StaffId): void
  /** Zeroes the store key; the store answers nothing afterwards. */
  close(): void
}

/** How to stretch the passphrase that `openPassphraseStore` takes. Reads the file. */
export function passphraseStoreParams(file: string): StretchParams {
  return readKeyStoreFile(file).stretch
}

/**
 * Makes a new key store with one slot. `params` are those that made `stretched`, and go for every later slot.
 * @throws BulkheadError `already-exists`, rather than write over keys.
 */
export function createPassphraseStore(
  file: string,
  first: Holder & { params: StretchParams },
): PassphraseStore {
  if (existsSync(file)) {
    throw new BulkheadError('already-exists', 'There is a key store in this folder already; sign in with it.')
  }
  const storeKey = randomSecret(32)
  const frame = { ...newKeyStoreFile(first.params), slots: [sealSlot(first, storeKey)] }
  const state = withItems(frame, storeKey, new Map())
  save(file, state)
  return storeOver(file, state, storeKey)
}

/**
 * Opens a key store and says whose slot the passphrase opened.
 * @throws BulkheadError `wrong-passphrase` if it opens none, `tampered-wrap` if the rest of the file does not
 * belong to the slot, `keychain-empty`, `keychain-missing`, `newer-version`.
 */
export function openPassphraseStore(
  file: string,
  stretched: Uint8Array,
): { store: PassphraseStore; staff: StaffId } {
  const state = readKeyStoreFile(file)
  for (const slot of state.slots) {
    const storeKey = openSlot(slot, stretched)
    if (storeKey === null) continue
    try {
      wipe(itemsOf(state, storeKey))
    } catch (error) {
      storeKey.fill(0)
      throw error
    }
    return { store: storeOver(file, state, storeKey), staff: slot.staff }
  }
  throw new BulkheadError('wrong-passphrase', 'That passphrase is not right.')
}

/** Between calls only the store key is in memory; items are unsealed for each. */
function storeOver(file: string, opened: KeyStoreFile, storeKey: Uint8Array): PassphraseStore {
  let state = opened
  let closed = false

  function current(): KeyStoreFile {
    if (closed) throw new BulkheadError('locked', 'The key store is closed; sign in again.')
    return state
  }
  function change(frame: KeyStoreFile, edit: (items: Map<string, Uint8Array>) => void): void {
    const items = itemsOf(current(), storeKey)
    const old = new Map(items)
    try {
      edit(items)
      const next = withItems(frame, storeKey, items)
      save(file, next)
      state = next
    } finally {
      wipe(old)
    }
  }

  return {
    kind: 'passphrase',
    get(item) {
      const items = itemsOf(current(), storeKey)
      const found = items.get(item) ?? null
      items.delete(item)
      wipe(items)
      return found
    },
    set(item, bytes) {
      if (bytes.length === 0 || bytes.length > maxItemBytes) {
        throw new BulkheadError('internal', 'A key store item has an impossible size.')
      }
      change(current(), (items) => items.set(item, bytes))
    },
    delete(item) {
      change(current(), (items) => items.delete(item))
    },
    putSlot(holder) {
      const others = current().slots.filter(({ staff }) => staff !== holder.staff)
      if (others.some((slot) => opens(slot, holder.stretched))) {
        throw new BulkheadError(
          'bad-input',
          'Choose another passphrase: the passphrase tells people apart here.',
        )
      }
      change({ ...current(), slots: [...others, sealSlot(holder, storeKey)] }, () => undefined)
    },
    removeSlot(staff) {
      const others = current().slots.filter((slot) => slot.staff !== staff)
      if (others.length === current().slots.length) {
        throw new BulkheadError('not-found', 'This person has no passphrase in the key store.')
      }
      if (others.length === 0) {
        throw new BulkheadError(
          'refused',
          'The last passphrase cannot be removed: nobody could open the key store again.',
        )
      }
      change({ ...current(), slots: others }, () => undefined)
    },
    close() {
      closed = true
      storeKey.fill(0)
    },
  }
}

/** Bound to the staff id twice over, in key and in associated data, so a slot cannot be given to someone else. */
function sealSlot({ staff, stretched }: Holder, storeKey: Uint8Array): KeyStoreSlot {
  const key = derive(stretched, [slotFormat, staff])
  const sealed = seal(key, storeKey, contextBytes([slotFormat, staff]))
  key.fill(0)
  return { staff, sealed: Buffer.from(sealed).toString('base64') }
}

function openSlot({ staff, sealed }: KeyStoreSlot, stretched: Uint8Array): Uint8Array | null {
  const key = derive(stretched, [slotFormat, staff])
  try {
    return unseal(key, Buffer.from(sealed, 'base64'), contextBytes([slotFormat, staff]))
  } catch {
    return null
  } finally {
    key.fill(0)
  }
}

function opens(slot: KeyStoreSlot, stretched: Uint8Array): boolean {
  const storeKey = openSlot(slot, stretched)
  storeKey?.fill(0)
  return storeKey !== null
}

function itemsOf(state: KeyStoreFile, storeKey: Uint8Array): Map<string, Uint8Array> {
  let bytes: Uint8Array
  try {
    bytes = unseal(storeKey, Buffer.from(state.body, 'base64'), bodyContext(state))
  } catch {
    throw changedKeyStore()
  }
  try {
    return decodeItems(bytes)
  } finally {
    bytes.fill(0)
  }
}

function withItems(
  frame: KeyStoreFile,
  storeKey: Uint8Array,
  items: ReadonlyMap<string, Uint8Array>,
): KeyStoreFile {
  const bytes = encodeItems(items)
  try {
    return { ...frame, body: Buffer.from(seal(storeKey, bytes, bodyContext(frame))).toString('base64') }
  } finally {
    bytes.fill(0)
  }
}

function save(file: string, state: KeyStoreFile): void {
  writeAtomically(file, Buffer.from(JSON.stringify(state)))
}

function wipe(items: ReadonlyMap<string, Uint8Array>): void {
  for (const bytes of items.values()) bytes.fill(0)
}
