import { BulkheadError } from '../errors.ts'
import { openAccountKey, sealAccountKey } from '../keys/account.ts'
import { newStretchParams, stretch, type StretchParams } from '../keys/stretch.ts'
import type { Attempts } from './attempts.ts'
import { type Firm, hasSlots } from './firm.ts'
import { listStaff, type StaffAccount } from './staff.ts'
import { actorOf } from './actor-of.ts'

/**
 * Changes the passphrase of the person signed in, or gives one to an account that had none. Killed anywhere, exactly one
 * of the two passphrases signs in: where the passphrase opens the key store as well, the newly sealed account lies in
 * firm.db before the slot is changed, and sign-in takes whichever fits the slot.
 *
 * @param old null where the account opens with this computer's login. Both are UTF-8 in NFC and zeroed here.
 * @throws BulkheadError `wrong-passphrase`, `too-soon`, `bad-input`
 */
export async function changePassphrase(
  firm: Firm,
  { old, next }: { old: Uint8Array | null; next: Uint8Array },
  attempts: Attempts,
): Promise<void> {
  const { connection, home, keys, log, privateKey, staff: by, store } = firm.parts
  const account = listStaff(connection).find(({ id }) => id === by.id)
  if (!account) throw new BulkheadError('not-found', 'Your account is not here any more.')
  let stretched: Uint8Array | null = null
  try {
    await requireOld(firm, account, old, attempts)
    const params: StretchParams =
      store.kind === 'passphrase' ? (account.stretch ?? newStretchParams()) : newStretchParams()
    stretched = await stretch(next, params)
    const { deviceSecret } = keys
    const sealedKey = sealAccountKey({ privateKey, deviceSecret, stretched, staff: by.id })
    if (hasSlots(store)) {
      connection.transaction(() =>
        connection.prepare('UPDATE staff SET next_sealed_key = ? WHERE id = ?').run(sealedKey, by.id),
      )
      store.putSlot({ staff: by.id, stretched })
    }
    // Before the account: one that asks for nothing opens whatever is typed, the other way round nobody would be asked.
    const file = home.read()
    if (file.login === 'computer') home.write({ ...file, login: 'passphrase' })
    log.record(
      {
        type: 'staff.passphrase-changed',
        actor: actorOf(by),
        outcome: 'done',
        about: {},
        sealed: {},
      },
      () =>
        connection
          .prepare('UPDATE staff SET sealed_key = ?, stretch = ?, next_sealed_key = NULL WHERE id = ?')
          .run(sealedKey, JSON.stringify(params), by.id),
    )
  } finally {
    old?.fill(0)
    next.fill(0)
    stretched?.fill(0)
  }
}

async function requireOld(
  firm: Firm,
  account: StaffAccount,
  old: Uint8Array | null,
  attempts: Attempts,
): Promise<void> {
  const { keys, log } = firm.parts
  const { id: staff, stretch: params, sealedKey: sealed } = account
  if (params) attempts.begin()
  const stretched = params && old ? await stretch(old, params) : null
  try {
    openAccountKey({ sealed, deviceSecret: keys.deviceSecret, stretched, staff }).fill(0)
    if (params) attempts.takeBack()
  } catch (error) {
    if (error instanceof BulkheadError && error.code === 'wrong-passphrase')
      log.record({
        type: 'staff.passphrase-refused',
        actor: { id: staff, role: account.role },
        outcome: 'refused',
        about: {},
        sealed: {},
      })
    else if (params) attempts.takeBack()
    throw error
  } finally {
    stretched?.fill(0)
  }
}
