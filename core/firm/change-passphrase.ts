import { sealAccountKey } from '../keys/account.ts'
import { newStretchParams, stretch, type StretchParams } from '../keys/stretch.ts'
import type { Attempts } from './attempts.ts'
import { type Firm, hasSlots } from './firm.ts'
import { requirePassphrase } from './require-passphrase.ts'
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
  let stretched: Uint8Array | null = null
  try {
    const account = await requirePassphrase(firm, old, attempts)
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
