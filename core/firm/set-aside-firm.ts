import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { takeExclusiveLock } from '../database/exclusive-lock.ts'
import { storageError } from '../database/storage-error.ts'
import { BulkheadError } from '../errors.ts'
import { openKeychain } from '../keys/store/keychain.ts'
import type { Home, HomeFile } from './home.ts'

/**
 * Puts a firm whose keys are gone into a folder "earlier" of its home, file by file and `home.json` last: killed on the
 * way it is still the same firm, and the next try goes on. Its workspaces can then be brought into a new firm by their
 * recovery sheets. Nothing is deleted.
 *
 * @throws BulkheadError `refused` where the keys are there, `keychain-missing` where nobody can tell, `no-firm`, `home-open`
 */
export function setAsideFirm(home: Home): void {
  const lock = takeExclusiveLock(home.lockFile)
  try {
    const file = home.read()
    if (!keysAreGone(home, file))
      throw new BulkheadError(
        'refused',
        'The keys of this firm are here, so it is not set aside. Sign in to it with your passphrase.',
      )
    const target = join(home.earlierFolder, file.firm)
    mkdirSync(target, { recursive: true, mode: 0o700 })
    const own = readdirSync(home.folder).filter(
      (name) => name === 'workspaces' || name.startsWith(`firm-${file.firm}`) || name.startsWith('keystore-'),
    )
    for (const name of [...own, 'home.json']) move(join(home.folder, name), join(target, name))
    home.make()
  } catch (error) {
    throw error instanceof BulkheadError ? error : storageError(error)
  } finally {
    lock.release()
  }
}

/** A folder that is there already from a try before takes what is left. */
function move(from: string, to: string): void {
  if (!existsSync(from)) return
  if (!existsSync(to)) return renameSync(from, to)
  for (const name of readdirSync(from)) renameSync(join(from, name), join(to, name))
}

function keysAreGone(home: Home, { firm, keyStore }: HomeFile): boolean {
  if (keyStore === 'passphrase') return !existsSync(home.keyStoreFile(firm))
  const item = openKeychain(firm).get('device')
  item?.fill(0)
  return item === null
}
