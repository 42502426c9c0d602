import { WorkspaceId } from '../../core/ids.ts'
import { openKeychain } from '../../core/keys/store/keychain.ts'
import { workspaceItem } from '../../core/keys/store/key-store.ts'
import type { Home } from '../../core/firm/home.ts'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A machine that cannot have a keychain says so; see test/run.ts. */
export const withoutKeychain = process.env['BULKHEAD_TEST_NO_KEYCHAIN'] === '1'

/** Runs with no keychain that answers: on Linux nobody knows the address of the session's bus then. */
export async function withNoKeychain<T>(work: () => Promise<T>): Promise<T> {
  const address = process.env['DBUS_SESSION_BUS_ADDRESS']
  delete process.env['DBUS_SESSION_BUS_ADDRESS']
  try {
    return await work()
  } finally {
    if (address !== undefined) process.env['DBUS_SESSION_BUS_ADDRESS'] = address
  }
}

/** Takes what a firm put into the keychain out of it again. */
export function emptyKeychain(home: Home): void {
  const keychain = openKeychain(home.read().firm)
  const workspaces = readdirSync(join(home.folder, 'workspaces'))
    .filter((name) => name.endsWith('.bulkhead'))
    .map((name) => workspaceItem(WorkspaceId.parse(name.replace('.bulkhead', ''))))
  for (const item of ['device', 'firm-anchor', ...workspaces] as const) keychain.delete(item)
}
