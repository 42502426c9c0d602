import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeGrantFile } from '../../core/firm/grants/grant-file.ts'
import type { Home } from '../../core/firm/home.ts'
import type { Removed } from '../../core/audit/removed.ts'
import { newId, GrantId, type WorkspaceId } from '../../core/ids.ts'
import { DiagnosticLog } from '../../core/host/diagnostics/diagnostic-log.ts'
import { ana, type FirmOfTwo, passphraseOf, signedIn } from '../people/firm-of-two.ts'

/**
 * Puts everything of a workspace into its home that the app may ever keep there, as it is after a busy life.
 *
 * @returns what a destruction finds, with the two of each key that `destroyHere` makes; what SQLite keeps beside the file
 * hangs on when it is looked at
 */
export async function keepEverywhere({ home, workspace }: FirmOfTwo): Promise<Omit<Removed, 'sideFiles'>> {
  const firm = await signedIn(home, ana)
  await firm.addStaff({ name: 'Otto', role: 'operator', passphrase: passphraseOf('Otto') })
  const otto = firm.listStaff().find(({ name }) => name === 'Otto')!
  const grant = newId(GrantId)
  const about = { grant, workspace, operator: otto.id }
  firm.parts.log.record({
    type: 'grant.asked',
    actor: { id: otto.id, role: 'operator' },
    outcome: 'done',
    about: { ...about, publicKey: 'ab'.repeat(32), level: 'redacted', fromMs: null, beforeMs: null },
    sealed: { reason: 'why' },
  })
  firm.parts.log.record(
    {
      type: 'grant.given',
      actor: { id: firm.staff.id, role: 'staff' },
      outcome: 'done',
      about: { ...about, from: 0, to: 1, expiresMs: firm.parts.log.clock.now() + 3_600_000 },
      sealed: {},
    },
    () => writeGrantFile(home, grant, 'redacted', new Uint8Array([1, 2, 3])),
  )
  firm.signOut()
  const file = home.workspaceFile(workspace)
  for (const end of ['.before-20260101T000000', '.restoring', '.rekey', '.coming'])
    copyFileSync(file, `${file}${end}`)
  for (const end of ['-wal', '-shm', '.reserve', '.before-20260101T000000-wal', '-wal.left-1'])
    writeFileSync(`${file}${end}`, '')
  writeFileSync(`${home.recoveryFile(workspace)}.new`, '{}')
  const earlier = join(home.earlierFolder, 'f'.repeat(32), 'workspaces')
  mkdirSync(earlier, { recursive: true })
  copyFileSync(file, join(earlier, `${workspace}.bulkhead`))
  copyFileSync(home.recoveryFile(workspace), join(earlier, `${workspace}.recovery.json`))
  new DiagnosticLog(home.folder).record({ kind: 'workspace-opened', workspace, ms: 1 })
  return {
    wraps: 3,
    shares: 2,
    recoveryFiles: 3,
    files: 1,
    putAside: 3,
    ofEarlierFirms: 2,
    releases: 1,
  }
}

/** Every place of a home in which the id of a workspace stands, in its path or in its bytes. */
export function tracesOf(home: Home, workspace: WorkspaceId): string[] {
  return readdirSync(home.folder, { recursive: true, withFileTypes: true })
    .map((one) => ({ path: join(one.parentPath, one.name), isFile: one.isFile() }))
    .filter(
      ({ path, isFile }) =>
        path.includes(workspace) ||
        (isFile &&
          [workspace, Buffer.from(workspace, 'hex')].some((spelling) =>
            readFileSync(path).includes(spelling),
          )),
    )
    .map(({ path }) => path)
}
