import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../core/database/connection.ts'
import { sheetOf } from '../../core/firm/recovery-file.ts'
import { Home } from '../../core/firm/home.ts'
import { openRecovery } from '../../core/keys/wrap/recovery.ts'
import { parseRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { addDocument, everyone, temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { ana, firmOfTwo, type FirmOfTwo, keysOf, mia, openHere, signedIn } from './firm-of-two.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'

const script = fileURLToPath(new URL('./killed-at-step.ts', import.meta.url))
const folder = temporaryFolder()
let firm: FirmOfTwo
/** The key that Mia has kept. */
let keptKey: Uint8Array

beforeAll(async () => {
  firm = await firmOfTwo(folder.path)
  const asMia = await signedIn(firm.home, mia)
  ;[{ key: keptKey }] = await keysOf(bindWorkspace(asMia, firm.workspace), asMia)
  asMia.signOut()
  const asAna = await signedIn(firm.home, ana)
  const { scope, sign, close } = await openHere(asAna, firm.workspace)
  addDocument(scope, { title: 'Kept', pages: ['kept'], groups: [everyone(scope)] })
  sign()
  close()
  asAna.signOut()
})
afterAll(() => folder.remove())

test('K5: a removal that is killed before any of its steps is finished or undone at the next opening', async () => {
  const undone: number[] = []
  const finished: number[] = []
  for (let step = 0; ; step += 1) {
    const home = new Home(join(folder.path, `killed ${step}`))
    cpSync(firm.home.folder, home.folder, { recursive: true })
    const child = spawnSync(process.execPath, [script, home.folder, firm.workspace, firm.mia, String(step)], {
      encoding: 'utf8',
    })
    if (child.status === 0) {
      expect(child.stdout).toBe(String(step))
      break
    }
    expect(child.signal, child.stderr).toBe('SIGKILL')

    const opensBefore = opensWith(home, keptKey)
    const asAna = await signedIn(home, ana)
    const { scope, key, sign, close } = await openHere(asAna, firm.workspace)
    const removed = scope.reader.people.member(firm.mia) === null
    ;(removed ? finished : undone).push(step)
    // Nothing that was acknowledged is lost, and what comes after is written.
    expect(scope.reader.documents.list().map(({ title }) => title)).toEqual(['Kept'])
    addDocument(scope, { title: 'Later', pages: ['later'], groups: [everyone(scope)] })
    sign()
    close()
    // The file opens with exactly one of the two keys: her kept one only where she is still a member.
    expect(Buffer.compare(key, keptKey) === 0, `step ${step}`).toBe(!removed)
    expect(opensWith(home, keptKey), `step ${step}`).toBe(!removed)
    expect(opensBefore || removed, `step ${step}`).toBe(true)
    expect(existsSync(`${home.workspaceFile(firm.workspace)}.rekey`)).toBe(false)
    // One sheet opens it: the first as long as nothing was decided.
    expect(sheetOpens(home, firm.recoveryKey)).toBe(!removed)
    // All is settled: the next opening has nothing to do.
    expect(bindWorkspace(asAna, firm.workspace).opening().nextKeyVersion).toBeNull()
    const again = await openHere(asAna, firm.workspace)
    expect(again.scope.reader.documents.list()).toHaveLength(2)
    again.close()
    asAna.signOut()
    const asMia = await signedIn(home, mia)
    if (removed) await expectRefusal(() => bindWorkspace(asMia, firm.workspace), 'not-member')
    else (await openHere(asMia, firm.workspace)).close()
    asMia.signOut()
    rmSync(home.folder, { recursive: true })
  }
  // It is decided by one commit: undone before it, finished after it.
  expect(undone.length).toBeGreaterThan(3)
  expect(finished.length).toBeGreaterThan(10)
  expect(Math.max(...undone)).toBeLessThan(Math.min(...finished))
})

/** Whether a key opens the workspace's file, tried on a copy. */
function opensWith(home: Home, key: Uint8Array): boolean {
  const file = home.workspaceFile(firm.workspace)
  const copy = join(folder.path, 'tried.bulkhead')
  for (const end of ['', '-wal']) {
    rmSync(`${copy}${end}`, { force: true })
    if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, `${copy}${end}`)
  }
  try {
    openDatabase({ file: copy, key, mode: 'open' }).close()
    return true
  } catch {
    return false
  }
}

function sheetOpens(home: Home, recoveryKey: string): boolean {
  try {
    const key = parseRecoveryKey(recoveryKey)
    const { record } = sheetOf(home.workspaceFile(firm.workspace), key)
    const { payload } = openRecovery({ record, recoveryKey: key, workspace: firm.workspace })
    return opensWith(home, payload.key)
  } catch {
    return false
  }
}
