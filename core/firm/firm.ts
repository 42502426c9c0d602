import { Entry } from '../audit/entry.ts'
import type { Connection } from '../database/connection.ts'
import type { ExclusiveLock } from '../database/exclusive-lock.ts'
import { BulkheadError } from '../errors.ts'
import { type FirmId, newId, StaffId, type WorkspaceId } from '../ids.ts'
import { newAccount, sealAccountKey } from '../keys/account.ts'
import type { KeyStore } from '../keys/store/key-store.ts'
import type { PassphraseStore } from '../keys/store/passphrase-store.ts'
import type { Signer } from '../keys/signing.ts'
import { newStretchParams, stretch } from '../keys/stretch.ts'
import type { StaffRole } from '../roles.ts'
import type { AnchoredLog } from './anchored-log.ts'
import { type DeviceKeys, wipeDeviceKeys } from './device-item.ts'
import type { Home } from './home.ts'
import { insertStaff, listStaff, type Staff, type StaffAccount } from './staff.ts'
import { actorOf } from './actor-of.ts'

interface FirmParts {
  home: Home
  id: FirmId
  lock: ExclusiveLock
  store: KeyStore
  connection: Connection
  log: AnchoredLog
  signer: Signer
  keys: DeviceKeys
  staff: StaffAccount
  /** X25519, raw. */
  privateKey: Uint8Array
}

/**
 * The installation with one person signed in: main's part of the app. It never opens a workspace file, and holds a
 * workspace key only while it is sealed to somebody.
 */
export class Firm {
  readonly #parts: FirmParts
  readonly #entriesOfVisit: (entryType: string) => boolean
  #signedIn = true

  constructor(parts: FirmParts) {
    this.#parts = parts
    this.#entriesOfVisit = this.entriesFromNow()
  }

  get id(): FirmId {
    return this.#parts.id
  }

  get staff(): Staff {
    return this.#parts.staff
  }

  get keyStoreKind(): KeyStore['kind'] {
    return this.#parts.store.kind
  }

  /** Ed25519, 32 bytes: what a verifier of this installation's logs is given. */
  get signingKey(): Uint8Array {
    return this.#parts.signer.publicKey
  }

  /** For the other files of this folder. */
  get parts(): Readonly<FirmParts> {
    if (!this.#signedIn) throw new BulkheadError('locked', 'You are signed out. Sign in again.')
    return this.#parts
  }

  listStaff(): Staff[] {
    return listStaff(this.parts.connection).map(({ id, name, role, publicKey, isSuspended }) => ({
      id,
      name,
      role,
      publicKey,
      isSuspended,
    }))
  }

  /**
   * Adds an account. With more than one person every account needs a passphrase.
   *
   * @throws BulkheadError `bad-input`, `already-exists`
   */
  async addStaff(person: { name: string; role: StaffRole; passphrase: Uint8Array }): Promise<Staff> {
    const { connection, keys, log, store, staff: by } = this.parts
    const existing = listStaff(connection)
    if (existing.some((one) => one.name === person.name))
      throw new BulkheadError('already-exists', 'Somebody of that name has an account here already.')
    if (existing.some((one) => one.stretch === null))
      throw new BulkheadError(
        'bad-input',
        'An account here opens with this computer’s login alone, which is for a firm of one. Give it a passphrase first.',
      )
    const params =
      store.kind === 'passphrase' ? (existing[0]?.stretch ?? newStretchParams()) : newStretchParams()
    const stretched = await stretch(person.passphrase, params)
    person.passphrase.fill(0)
    const id = newId(StaffId)
    const account = newAccount()
    try {
      if (hasSlots(store)) store.putSlot({ staff: id, stretched })
      const sealedKey = sealAccountKey({
        privateKey: account.privateKey,
        deviceSecret: keys.deviceSecret,
        stretched,
        staff: id,
      })
      const { publicKey } = account
      log.record(
        {
          type: 'staff.added',
          actor: actorOf(by),
          outcome: 'done',
          about: { staff: id, staffRole: person.role },
          sealed: {},
        },
        () =>
          insertStaff(
            connection,
            { id, name: person.name, role: person.role, publicKey, sealedKey, stretch: params },
            Date.now(),
          ),
      )
      return { id, name: person.name, role: person.role, publicKey, isSuspended: false }
    } finally {
      account.privateKey.fill(0)
      stretched.fill(0)
    }
  }

  /** Writes into the firm's log that a workspace did not open, for its own log at its next unlock. */
  recordRefusedUnlock(workspace: WorkspaceId, code: string): void {
    const { log, staff } = this.parts
    log.record({
      type: 'unlock.refused',
      actor: actorOf(staff),
      outcome: 'refused',
      about: { workspace, staff: staff.id, code },
      sealed: {},
    })
  }

  /** A look at what the firm's log has gained since now, by type. */
  entriesFromNow(): (entryType: string) => boolean {
    const { log } = this.parts.log
    const from = log.size
    return (entryType) =>
      log
        .leaves(from, Number.MAX_SAFE_INTEGER)
        .some(({ leaf }) => Entry.parse(JSON.parse(leaf)).type === entryType)
  }

  /** The same since this person has signed in. */
  get entriesOfVisit(): (entryType: string) => boolean {
    return this.#entriesOfVisit
  }

  /** Drops every key and gives the home back. */
  signOut(): void {
    if (!this.#signedIn) return
    this.#signedIn = false
    const { connection, keys, lock, privateKey, store } = this.#parts
    privateKey.fill(0)
    wipeDeviceKeys(keys)
    if (hasSlots(store)) store.close()
    connection.close()
    lock.release()
  }
}

/** Whether passphrases open the key store too. */
export function hasSlots(store: KeyStore): store is PassphraseStore {
  return store.kind === 'passphrase'
}
