import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Firm } from '../../core/firm/firm.ts'
import type { Home } from '../../core/firm/home.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'
import { addWorkspace, open, signedIn, smallFirm } from '../faults/small-firm.ts'
import { StruckLog } from './struck-log.ts'

const rounds = 20
const folder = temporaryFolder()
let home: Home
let id: WorkspaceId
let struck: StruckLog

beforeAll(async () => {
  home = await smallFirm(folder.path)
  const firm = await signedIn(home)
  id = (await addWorkspace(firm, 'Client')).id
  firm.signOut()
  struck = new StruckLog(home.folder)
})
afterAll(async () => {
  await struck.end()
  folder.remove()
})

test('K5, A2: killed while it writes and signs, a log keeps every acknowledged entry and is never taken for tampered', async () => {
  for (let round = 0; round < rounds; round += 1) {
    // Signing in again after each end of main would take most of the time.
    const victim = round % 5 === 4 ? 'main' : 'workspace'
    const afterMs = Math.random() * 150
    expect(await struck.round(victim, afterMs), `${victim} after ${afterMs} ms`).toEqual([])
  }
  expect(struck.acknowledged).toBeGreaterThan(rounds)
  await struck.end()

  const firm: Firm = await signedIn(home)
  const workspace = await open(firm, id)
  await expect(workspace.caller.call('log.check', {})).resolves.toHaveProperty('root')
  await workspace.lock()
  firm.signOut()
}, 180_000)
