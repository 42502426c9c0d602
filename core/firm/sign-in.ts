import { checkLog } from '../audit/check-log.ts'
import { rebuildLog } from '../audit/rebuild-log.ts'
import { type Connection, openDatabase } from '../database/connection.ts'
import { takeExclusiveLock } from '../database/exclusive-lock.ts'
import { migrate } from '../database/migrate.ts'
import { Reserve } from '../database/reserve.ts'
import { BulkheadError } from '../errors.ts'
import type { FirmId, StaffId } from '../ids.ts'
import { openAccountKey } from '../keys/account.ts'
import { checkCrypto } from '../keys/check-crypto.ts'
import { openKeychain } from '../keys/store/keychain.ts'
import type { KeyStore } from '../keys/store/key-store.ts'
import { openPassphraseStore, passphraseStoreParams } from '../keys/store/passphrase-store.ts'
import { type Signer, signerFrom } from '../keys/signing.ts'
import { stretch } from '../keys/stretch.ts'
import { Attempts } from './attempts.ts'
import { AnchoredLog } from './anchored-log.ts'
import { decodeDeviceKeys, type DeviceKeys, wipeDeviceKeys } from './device-item.ts'
import { firmMigrations } from './firm-schema.ts'
import { Firm } from './firm.ts'
import { endExpiredGrants } from './grants/end-grants.ts'
import type { Home } from './home.ts'
import { findStaff, type StaffAccount } from './staff.ts'
import { actorOf } from './actor-of.ts'

export interface Credentials {
  /** Null where only one person has an account. */
  staff: string | null
  /** UTF-8, NFC; null for this computer's login. Zeroed here. */
  passphrase: Uint8Array | null
  /** Set when a person has decided to go on from a damaged firm log. */
  goOnFromDamagedLog?: boolean
}

/**
 * Signs a person in: takes the home for this process, opens the key store and firm.db, checks the firm's log and opens
 * the person's account.
 *
 * @throws BulkheadError `home-open`, `no-firm`, `keychain-missing`, `keychain-empty`, `wrong-passphrase`,
 * `log-damaged`, `not-found`, …
 */
export async function signIn(
  home: Home,
  credentials: Credentials,
  attempts: Attempts = new Attempts(home),
): Promise<Firm> {
  checkCrypto()
  const { firm, keyStore: kind } = home.read()
  const lock = takeExclusiveLock(home.lockFile)
  let stretched: Uint8Array | null = null
  let keys: DeviceKeys | null = null
  let connection: Connection | null = null
  let isTried = false
  try {
    if (credentials.passphrase) {
      attempts.begin()
      isTried = true
    }
    let store: KeyStore
    // In a passphrase-only key store the passphrase says who signs in.
    let holder: StaffId | null = null
    if (kind === 'keychain') store = openKeychain(firm)
    else {
      if (!credentials.passphrase)
        throw new BulkheadError(
          'wrong-passphrase',
          'This firm uses the passphrase-only key store: enter your passphrase.',
        )
      const file = home.keyStoreFile(firm)
      stretched = await stretch(credentials.passphrase, passphraseStoreParams(file))
      const opened = openPassphraseStore(file, stretched)
      store = opened.store
      holder = opened.staff
    }
    keys = deviceKeys(store)
    const signer = signerFrom(keys.signingSeed)
    connection = openDatabase({ file: home.firmFile(firm), key: keys.firmKey, mode: 'open' })
    migrate(connection, firmMigrations)
    const reserve = Reserve.beside(home.firmFile(firm))
    const goOn = credentials.goOnFromDamagedLog ?? false
    await verifyFirmLog({ connection, firm, store, signer, reserve }, goOn)
    const log = new AnchoredLog(connection, firm, store, signer, reserve)
    const staff = findStaff(connection, credentials.staff, holder)
    if (staff.stretch && !stretched && credentials.passphrase)
      stretched = await stretch(credentials.passphrase, staff.stretch)
    if (holder !== null && staff.id !== holder) {
      recordRefusal(staff, log)
      throw new BulkheadError('wrong-passphrase', 'That passphrase is not right.')
    }
    const privateKey = openAccount(connection, staff, keys, stretched, log)
    if (staff.isSuspended) {
      privateKey.fill(0)
      recordRefusal(staff, log)
      throw new BulkheadError('suspended', 'This account is suspended. A colleague can restore it.')
    }
    const signedIn = new Firm({
      home,
      id: firm,
      lock,
      store,
      connection,
      log,
      signer,
      keys,
      staff,
      privateKey,
    })
    endExpiredGrants(signedIn)
    log.record({
      type: 'staff.signed-in',
      actor: actorOf(staff),
      outcome: 'done',
      about: {},
      sealed: {},
    })
    if (isTried) attempts.takeBack()
    return signedIn
  } catch (error) {
    if (isTried && !(error instanceof BulkheadError && error.code === 'wrong-passphrase')) attempts.takeBack()
    connection?.close()
    if (keys) wipeDeviceKeys(keys)
    lock.release()
    throw error
  } finally {
    stretched?.fill(0)
    credentials.passphrase?.fill(0)
  }
}

/** A key store that answers "nothing" for a firm that exists is not a new user: nothing is made over its data. */
function deviceKeys(store: KeyStore): DeviceKeys {
  const item = store.get('device')
  if (!item)
    throw new BulkheadError(
      'keychain-empty',
      'The keychain answers, but holds no keys for the firm in this folder; nothing was changed. If you signed in to the computer as another user, switch back. If the keys are lost, put this firm aside, set one up again, and bring each workspace in with its recovery key; without either, nobody can open it.',
    )
  return decodeDeviceKeys(item)
}

interface FirmLogParts {
  connection: Connection
  firm: FirmId
  store: KeyStore
  signer: Signer
  reserve: Reserve
}

async function verifyFirmLog(
  { connection, firm, store, signer, reserve }: FirmLogParts,
  goOn: boolean,
): Promise<void> {
  const anchor = store.get('firm-anchor')
  const anchorNote = anchor && Buffer.from(anchor).toString('utf8')
  const { findings, found, anchored } = await checkLog(connection, {
    logId: firm,
    anchorNote,
    publicKey: signer.publicKey,
  })
  const [first] = findings
  if (!first) return
  if (!goOn)
    throw new BulkheadError(
      'log-damaged',
      `The firm’s log does not check, so nobody is signed in. ${first.sentence}`,
    )
  // Nobody is signed in yet, so nobody waits for a turn.
  connection.transaction(() => Array.from(rebuildLog(connection, firm, anchored?.size ?? 0)))
  new AnchoredLog(connection, firm, store, signer, reserve).record({
    type: 'log.continued',
    actor: { id: null, role: 'system' },
    outcome: 'done',
    about: {
      findings: findings.map((finding) => finding.kind),
      anchored: anchored && { size: anchored.size, root: Buffer.from(anchored.root).toString('hex') },
      found: { size: found.size, root: Buffer.from(found.root).toString('hex') },
      access: { members: [], groups: [], documents: [], folders: [], threads: [] },
    },
    sealed: { reason: 'continued at sign-in' },
  })
}

function openAccount(
  connection: Connection,
  staff: StaffAccount,
  keys: DeviceKeys,
  stretched: Uint8Array | null,
  log: AnchoredLog,
): Uint8Array {
  const open = (sealed: Uint8Array) =>
    openAccountKey({
      sealed,
      deviceSecret: keys.deviceSecret,
      stretched: staff.stretch ? stretched : null,
      staff: staff.id,
    })
  try {
    const privateKey = open(staff.sealedKey)
    if (staff.nextSealedKey) settlePassphrase(connection, staff, staff.sealedKey)
    return privateKey
  } catch (error) {
    if (!(error instanceof BulkheadError) || error.code !== 'wrong-passphrase') throw error
    const privateKey = staff.nextSealedKey && openOrNull(() => open(staff.nextSealedKey ?? staff.sealedKey))
    if (!privateKey) {
      recordRefusal(staff, log)
      throw error
    }
    settlePassphrase(connection, staff, staff.nextSealedKey ?? staff.sealedKey)
    return privateKey
  }
}

/** A change of passphrase was interrupted: what opens is the account from now on. */
function settlePassphrase(connection: Connection, { id }: StaffAccount, sealed: Uint8Array): void {
  connection.transaction(() =>
    connection
      .prepare('UPDATE staff SET sealed_key = ?, next_sealed_key = NULL WHERE id = ?')
      .run(sealed, id),
  )
}

function openOrNull(open: () => Uint8Array): Uint8Array | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof BulkheadError && error.code === 'wrong-passphrase') return null
    throw error
  }
}

function recordRefusal({ id, role }: StaffAccount, log: AnchoredLog): void {
  log.record({
    type: 'staff.sign-in-refused',
    actor: { id, role },
    outcome: 'refused',
    about: {},
    sealed: {},
  })
}
