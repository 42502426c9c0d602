import { existsSync, readdirSync } from 'node:fs'
import { openDatabase } from '../database/connection.ts'
import { Reserve } from '../database/reserve.ts'
import { migrate } from '../database/migrate.ts'
import { BulkheadError } from '../errors.ts'
import { FirmId, newId, StaffId } from '../ids.ts'
import { newAccount, sealAccountKey } from '../keys/account.ts'
import { openKeychain } from '../keys/store/keychain.ts'
import type { KeyStore } from '../keys/store/key-store.ts'
import { createPassphraseStore } from '../keys/store/passphrase-store.ts'
import { signerFrom } from '../keys/signing.ts'
import { newStretchParams, stretch, type StretchParams } from '../keys/stretch.ts'
import { AnchoredLog } from './anchored-log.ts'
import { encodeDeviceKeys, newDeviceKeys, wipeDeviceKeys } from './device-item.ts'
import { firmMigrations } from './firm-schema.ts'
import type { Home } from './home.ts'
import { insertStaff } from './staff.ts'

export interface NewFirm {
  name: string
  /** The first staff account. */
  staff: string
  keyStore: 'keychain' | 'passphrase'
  /** UTF-8, NFC; null means this computer's login alone, which only the keychain allows. Zeroed here. */
  passphrase: Uint8Array | null
}

/**
 * Sets up a firm with its first account in an empty home. `home.json` is written last: without it there is no firm, and
 * whatever a crash left behind is never used or written over.
 *
 * @param stretching how every passphrase of a passphrase-only key store is stretched
 * @throws BulkheadError `already-exists`, `keychain-missing`, `bad-input`, `not-writable`
 */
export async function createFirm(
  home: Home,
  firm: NewFirm,
  stretching: StretchParams = newStretchParams(),
): Promise<{ firm: FirmId; staff: StaffId }> {
  refuseExisting(home)
  if (firm.keyStore === 'passphrase' && firm.passphrase === null)
    throw new BulkheadError('bad-input', 'The passphrase-only key store needs a passphrase.')
  home.make()
  const id = newId(FirmId)
  const staff = newId(StaffId)
  const params = firm.passphrase ? stretching : null
  const stretched = firm.passphrase && params ? await stretch(firm.passphrase, params) : null
  firm.passphrase?.fill(0)
  const store = openStore(home, firm.keyStore, id, staff, stretched, params)
  const keys = newDeviceKeys()
  const account = newAccount()
  try {
    const item = encodeDeviceKeys(keys)
    store.set('device', item)
    item.fill(0)
    const connection = openDatabase({ file: home.firmFile(id), key: keys.firmKey, mode: 'create' })
    try {
      migrate(connection, firmMigrations)
      const log = new AnchoredLog(
        connection,
        id,
        store,
        signerFrom(keys.signingSeed),
        Reserve.beside(home.firmFile(id)),
      )
      const actor = { id: staff, role: 'staff' as const }
      log.record({ type: 'firm.created', actor, outcome: 'done', about: {}, sealed: {} }, () =>
        connection.prepare('INSERT INTO firm (id, name) VALUES (?, ?)').run(id, firm.name),
      )
      const sealedKey = sealAccountKey({
        privateKey: account.privateKey,
        deviceSecret: keys.deviceSecret,
        stretched,
        staff,
      })
      log.record(
        { type: 'staff.added', actor, outcome: 'done', about: { staff, staffRole: 'staff' }, sealed: {} },
        () =>
          insertStaff(
            connection,
            {
              id: staff,
              name: firm.staff,
              role: 'staff',
              publicKey: account.publicKey,
              sealedKey,
              stretch: params,
            },
            Date.now(),
          ),
      )
    } finally {
      connection.close()
    }
    home.write({
      format: 'bulkhead home 1',
      firm: id,
      keyStore: firm.keyStore,
      login: params ? 'passphrase' : 'computer',
    })
    return { firm: id, staff }
  } finally {
    wipeDeviceKeys(keys)
    account.privateKey.fill(0)
    stretched?.fill(0)
  }
}

function refuseExisting(home: Home): void {
  if (home.exists)
    throw new BulkheadError(
      'already-exists',
      'There is a firm in this folder already. Sign in to it, or choose another folder.',
    )
  const workspaces = `${home.folder}/workspaces`
  if (existsSync(workspaces) && readdirSync(workspaces).some((name) => name.endsWith('.bulkhead')))
    throw new BulkheadError(
      'already-exists',
      'This folder holds workspaces whose firm is gone. Nothing was changed. Set up the firm in another folder and bring each workspace over with its recovery key.',
    )
}

function openStore(
  home: Home,
  kind: NewFirm['keyStore'],
  firm: FirmId,
  staff: StaffId,
  stretched: Uint8Array | null,
  params: ReturnType<typeof newStretchParams> | null,
): KeyStore {
  if (kind === 'keychain') return openKeychain(firm)
  if (!stretched || !params)
    throw new BulkheadError('bad-input', 'The passphrase-only key store needs a passphrase.')
  return createPassphraseStore(home.keyStoreFile(firm), { staff, stretched, params })
}
