import type { Mutant } from './mutant.ts'

const letters = ['test/keys/recovery-key.test.ts']
const records = ['test/keys/recovery.test.ts']
const sheets = ['test/recovery/sheet.test.ts']
const backups = ['test/recovery/backup.test.ts']
const aside = ['test/recovery/set-aside.test.ts']

/** What brings a client back, and what must not (K2, K3). */
export const recoveryMutants: readonly Mutant[] = [
  {
    lost: 'that a typing error in a sheet is told by its checksum',
    file: 'core/keys/wrap/recovery-key.ts',
    find: 'const matches = whole && checksum.every((byte, index) => byte === bytes[keyBytes + index])',
    replace: 'const matches = whole && checksum.length > 0',
    tests: letters,
  },
  {
    lost: 'that a recovery record belongs to its workspace and version',
    file: 'core/keys/wrap/recovery.ts',
    find: 'if (!parsed.success || parsed.data.workspace !== workspace) throw changed()',
    replace: 'if (!parsed.success) throw changed()',
    tests: records,
  },
  {
    lost: 'that a recovery sheet which was replaced opens nothing',
    file: 'core/firm/recovery-sheet.ts',
    find: 'if (isNew) writeRecovery(file, withOnly(recovery, confirmed))',
    replace: 'if (isNew && confirmed.keyVersion < 0) writeRecovery(file, withOnly(recovery, confirmed))',
    tests: sheets,
  },
  {
    lost: 'that the recovery sheet before opens until the new one is confirmed',
    file: 'core/firm/recovery-sheet.ts',
    find: 'writeRecovery(file, { ...recovery, next })',
    replace: 'writeRecovery(file, { ...recovery, current: next, next: null })',
    tests: sheets,
  },
  {
    lost: 'that a recovery sheet is made for owners alone',
    file: 'core/host/backup/recovery.ts',
    find: `await workspaces.bound(workspace).act('workspaces.newRecoverySheet')`,
    replace: 'workspaces.bound(workspace)',
    tests: sheets,
  },
  {
    lost: 'that the two recovery records of a file are of one workspace',
    file: 'core/firm/recovery-file.ts',
    find: 'if (recovery.next && recovery.next.workspace !== recovery.current.workspace) throw damaged()',
    replace: '',
    tests: sheets,
  },
  {
    lost: 'that the copy in a backup is what was written',
    file: 'core/host/backup/backup-file.ts',
    find: 'if (sha256 !== manifest.file.sha256) throw damaged()',
    replace: '',
    tests: backups,
  },
  {
    lost: 'that the recovery record in a backup is what was written',
    file: 'core/host/backup/backup-file.ts',
    find: `if (createHash('sha256').update(recoveryText).digest('hex') !== manifest.recovery.sha256) throw damaged()`,
    replace: '',
    tests: backups,
  },
  {
    lost: 'that the members of a backup belong to one workspace',
    file: 'core/host/backup/backup-file.ts',
    find: 'if (copy?.bytes !== manifest.file.bytes || recovery.current.workspace !== manifest.workspace)',
    replace: 'if (copy?.bytes !== manifest.file.bytes)',
    tests: backups,
  },
  {
    lost: 'that a backup of somebody else’s client is not put in place',
    file: 'core/host/backup/recovery.ts',
    find: 'refuseStranger(workspacesOf(firm).includes(workspace))',
    replace: 'refuseStranger(workspacesOf(firm).length >= 0)',
    tests: backups,
  },
  {
    lost: 'that a person says so before a backup takes the place of what is there',
    file: 'core/host/backup/recovery.ts',
    find: 'if (isThere && !replace)',
    replace: 'if (isThere && replace === null)',
    tests: backups,
  },
  {
    lost: 'that a restored backup is an owner’s decision',
    file: 'core/host/backup/recovery.ts',
    find: `      await open.act('workspaces.restore')\n`,
    replace: '      void open\n',
    tests: backups,
  },
  {
    lost: 'that nobody opens a file while a backup takes its place',
    file: 'core/host/open-workspaces.ts',
    find: '    await this.#replacing.get(workspace)\n',
    replace: '',
    tests: backups,
  },
  {
    lost: 'that a backup of an earlier key is refused',
    file: 'core/host/backup/restore.ts',
    find: 'if (backup.manifest.keyVersion !== keyVersionOf(firm, workspace))',
    replace: 'if (backup.manifest.keyVersion < 0)',
    tests: backups,
  },
  {
    lost: 'that what a backup did not replace is there again',
    file: 'core/host/backup/restore.ts',
    find: '        renameSync(aside, file)\n',
    replace: '',
    tests: backups,
  },
  {
    lost: 'that a refused restore leaves nothing of the backup',
    file: 'core/host/backup/recovery.ts',
    find: '      fetched.discard()\n',
    replace: '',
    tests: backups,
  },
  {
    lost: 'that a restored log says where it forks',
    file: 'core/firm/bind-workspace.ts',
    find: 'restored: backupNote === undefined ? null : { anchored },',
    replace: 'restored: null,',
    tests: backups,
  },
  {
    lost: 'that wraps of a backup take the place of none that is there',
    file: 'core/firm/wraps.ts',
    find: 'INSERT OR IGNORE INTO wrap',
    replace: 'INSERT OR REPLACE INTO wrap',
    tests: backups,
  },
  {
    lost: 'that a backup is in the firm’s log',
    file: 'core/host/backup/back-up.ts',
    find: `    log.record({`,
    replace: `    Object.freeze({`,
    // Where the other tests of backups begin, they make one, which the contract refuses then.
    tests: ['test/log/every-event.test.ts'],
  },
  {
    lost: 'that a recovery reads only the file that a person chose',
    file: 'core/host/backup/recovery.ts',
    find: 'if (!this.#offered.has(path))',
    replace: 'if (this.#offered.has(path) && path === file.toUpperCase())',
    tests: sheets,
  },
  {
    lost: 'that recovery overwrites no workspace that is there',
    file: 'core/firm/recover-workspace.ts',
    find: `  if (isRegistered(firm, id))\n    throw`,
    replace: `  if (isRegistered(firm, '') && id !== null)\n    throw`,
    tests: ['test/faults/recovery.test.ts'],
  },
  {
    lost: 'that a firm whose keys are there is not put aside for recovery',
    file: 'core/firm/set-aside-firm.ts',
    find: 'if (!keysAreGone(home, file))',
    replace: 'if (keysAreGone(home, file) && !home.exists)',
    tests: aside,
  },
]
