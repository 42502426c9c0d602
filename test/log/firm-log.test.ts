import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Entry } from '../../core/audit/entry.ts'
import { openCheckpoint } from '../../core/audit/checkpoint.ts'
import { anchorNote } from '../../core/firm/anchor.ts'
import type { Firm } from '../../core/firm/firm.ts'
import type { Home } from '../../core/firm/home.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'
import { addWorkspace, firmKey, open, signedIn, smallFirm, workspaceKey } from '../faults/small-firm.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { behindTheGuards, execute, pagesOf, type Patient, putBackPages } from './surgery.ts'

const folder = temporaryFolder()
let home: Home
let id: WorkspaceId
let patient: Patient
let client: Patient
/** firm.db, key store and workspace as they were one sign-in and one visit ago, and as they are now. */
let earlier: Uint8Array
const saved: { file: string; copy: string }[] = []

beforeAll(async () => {
  home = await smallFirm(folder.path)
  const firm = await signedIn(home)
  id = (await addWorkspace(firm, 'Client')).id
  patient = { file: home.firmFile(firm.id), key: firmKey(firm) }
  client = { file: home.workspaceFile(id), key: await workspaceKey(firm, id) }
  for (let time = 0; time < 30; time += 1) firm.recordRefusedUnlock(id, 'test')
  firm.signOut()
  earlier = readFileSync(patient.file)
  const again = await signedIn(home)
  await (await open(again, id)).lock()
  for (let time = 0; time < 30; time += 1) again.recordRefusedUnlock(id, 'test')
  again.signOut()
  for (const file of [patient.file, client.file, home.keyStoreFile(again.id)]) {
    saved.push({ file, copy: `${file}.saved` })
    copyFileSync(file, `${file}.saved`)
  }
})
beforeEach(() => {
  for (const { file, copy } of saved) copyFileSync(copy, file)
})
afterAll(() => folder.remove())

function entries(firm: Firm): Entry[] {
  return firm.parts.log.log.leaves(0, 10_000).map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
}

describe('A2: the firm’s own log', () => {
  const tamperings: readonly [name: string, tamper: () => void, finding: string][] = [
    ['firm.db put back', () => writeFileSync(patient.file, earlier), 'behind-anchor'],
    [
      'old pages of entries put back',
      () => expect(putBackPages(patient.file, earlier, pagesOf(patient, 'entry'))).toBeGreaterThan(0),
      'entry-missing',
    ],
    [
      'an entry replaced by no JSON',
      () =>
        behindTheGuards(patient, (connection) =>
          connection.execute(`UPDATE entry SET leaf = '{' WHERE seq = 7`),
        ),
      'entry-changed',
    ],
    ['the entries dropped', () => execute(patient, 'DROP TABLE entry'), 'table-missing'],
  ]

  test.each(tamperings)('%s: found at sign-in; going on is recorded', async (_name, tamper, finding) => {
    tamper()
    const before = readFileSync(patient.file)
    await expectRefusal(async () => await signedIn(home), 'log-damaged')
    expect(readFileSync(patient.file).equals(before)).toBe(true)

    const firm = await signedIn(home, { goOn: true })
    const continued = entries(firm).find((entry) => entry.type === 'log.continued')
    expect(continued?.about['findings']).toContain(finding)
    expect(entries(firm).at(-1)?.type).toBe('staff.signed-in')
    firm.signOut()
    const again = await signedIn(home)
    again.signOut()
  })

  test('the anchor in the key store removed, or another put there', async () => {
    for (const [note, finding] of [
      [null, 'anchor-missing'],
      ['forged', 'anchor-forged'],
    ] as const) {
      for (const { file, copy } of saved) copyFileSync(copy, file)
      const firm = await signedIn(home)
      if (note === null) firm.parts.store.delete('firm-anchor')
      else firm.parts.store.set('firm-anchor', Buffer.from(note))
      firm.signOut()
      await expectRefusal(async () => await signedIn(home), 'log-damaged')
      const again = await signedIn(home, { goOn: true })
      expect(entries(again).findLast((entry) => entry.type === 'log.continued')?.about['findings']).toEqual([
        finding,
      ])
      again.signOut()
    }
  })
})

describe('A2: the anchors of a workspace in the firm', () => {
  test('firm.db put back does not put the anchor back: the key store has the later one', async () => {
    const firm = await signedIn(home)
    const note = anchorNote(firm, id)
    firm.signOut()
    writeFileSync(patient.file, earlier)
    const again = await signedIn(home, { goOn: true })
    expect(anchorNote(again, id)).toBe(note)
    again.signOut()
  })

  test('the anchor taken from both places is found; an owner goes on, and the firm’s log says so', async () => {
    const firm = await signedIn(home)
    removeAnchor(firm)
    await expectRefusal(async () => await open(firm, id), 'log-damaged')
    const workspace = await open(firm, id, 'the anchor was lost')
    const { entries: log } = await workspace.caller.call('log.list', { limit: 100 })
    expect(log.find((entry) => entry.type === 'log.continued')?.about['findings']).toEqual(['anchor-missing'])
    // What the firm's log held while it was shut.
    expect(log.filter((entry) => entry.type === 'workspace.refused').length).toBeGreaterThan(0)
    await workspace.lock()
    expect(entries(firm).filter((entry) => entry.type === 'log.fork-accepted')).toHaveLength(1)
    await (await open(firm, id)).lock()
    firm.signOut()
  })

  test('a note that is not ours, in firm.db or in the key store, is found', async () => {
    const firm = await signedIn(home)
    firm.parts.connection.prepare('UPDATE workspace SET anchor_note = ? WHERE id = ?').run('forged', id)
    await expect(open(firm, id)).rejects.toThrow('not signed by this installation')
    await (await open(firm, id, 'forged note')).lock()
    await (await open(firm, id)).lock()
    firm.signOut()
  })

  test('the file put back is found, and the process that says so has served nothing', async () => {
    const old = readFileSync(client.file)
    const firm = await signedIn(home)
    await (await open(firm, id)).lock()
    writeFileSync(client.file, old)
    await expectRefusal(async () => await open(firm, id), 'log-damaged')
    await expect(open(firm, id)).rejects.toThrow('older than the last state')
    firm.signOut()
  })

  test('going on from a log that is whole changes nothing: it is opened, and signed as ever', async () => {
    const firm = await signedIn(home)
    const workspace = await open(firm, id, 'no reason at all')
    const { size, entries: log } = await workspace.caller.call('log.list', { limit: 5 })
    expect(log.map((entry) => entry.type)).not.toContain('log.continued')
    await workspace.lock()
    expect(openCheckpoint(anchorNote(firm, id) ?? '', firm.signingKey).size).toBe(size + 1)
    expect(entries(firm).map((entry) => entry.type)).not.toContain('log.fork-accepted')
    firm.signOut()
  })

  function removeAnchor(firm: Firm): void {
    const { connection, store } = firm.parts
    connection.prepare('UPDATE workspace SET anchor_note = NULL WHERE id = ?').run(id)
    const item = store.get(`workspace:${id}`)
    // Version and share; what follows is the note.
    if (item) store.set(`workspace:${id}`, item.subarray(0, 33))
  }
})
