import { BulkheadError } from '../errors.ts'
import { openAccountKey } from '../keys/account.ts'
import { stretch } from '../keys/stretch.ts'
import type { Attempts } from './attempts.ts'
import type { Firm } from './firm.ts'
import { listStaff, type StaffAccount } from './staff.ts'

/**
 * Asks the person signed in for their passphrase once more, before something that a colleague at their desk must not do.
 * A wrong one counts as an attempt, and is written down.
 *
 * @param passphrase null where the account opens with this computer's login. UTF-8 in NFC; the caller zeroes it.
 * @throws BulkheadError `wrong-passphrase`, `too-soon`, `not-found`
 */
export async function requirePassphrase(
  firm: Firm,
  passphrase: Uint8Array | null,
  attempts: Attempts,
): Promise<StaffAccount> {
  const { connection, keys, log, staff: by } = firm.parts
  const account = listStaff(connection).find(({ id }) => id === by.id)
  if (!account) throw new BulkheadError('not-found', 'Your account is not here any more.')
  const { id: staff, stretch: params, sealedKey: sealed } = account
  if (params) attempts.begin()
  const stretched = params && passphrase ? await stretch(passphrase, params) : null
  try {
    openAccountKey({ sealed, deviceSecret: keys.deviceSecret, stretched, staff }).fill(0)
    if (params) attempts.takeBack()
    return account
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
