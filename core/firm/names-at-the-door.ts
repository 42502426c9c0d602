import { openDatabase } from '../database/connection.ts'
import { takeExclusiveLock } from '../database/exclusive-lock.ts'
import { BulkheadError } from '../errors.ts'
import { openKeychain } from '../keys/store/keychain.ts'
import { decodeDeviceKeys, wipeDeviceKeys } from './device-item.ts'
import type { Home } from './home.ts'

/**
 * Who has an account here and may use it, oldest first, for the sign-in. It is told to whoever is signed in to this
 * computer, since the keychain is theirs. Null where only a passphrase opens the key store, or where it cannot be told:
 * signing in then says why.
 */
export function namesAtTheDoor(home: Home): string[] | null {
  try {
    const { firm, keyStore } = home.read()
    if (keyStore !== 'keychain') return null
    const lock = takeExclusiveLock(home.lockFile)
    try {
      const item = openKeychain(firm).get('device')
      if (!item) return null
      const keys = decodeDeviceKeys(item)
      try {
        const connection = openDatabase({ file: home.firmFile(firm), key: keys.firmKey, mode: 'open' })
        try {
          // A firm of an older Bulkhead is brought up to date when somebody signs in.
          if (Number(connection.pragma('user_version')) < 3) return null
          return connection
            .prepare<{ name: string }>(
              'SELECT name FROM staff WHERE suspended_ms IS NULL ORDER BY created_ms, id',
            )
            .all()
            .map(({ name }) => name)
        } finally {
          connection.close()
        }
      } finally {
        wipeDeviceKeys(keys)
      }
    } finally {
      lock.release()
    }
  } catch (error) {
    if (error instanceof BulkheadError) return null
    throw error
  }
}
