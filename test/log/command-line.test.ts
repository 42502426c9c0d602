import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Home } from '../../core/firm/home.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'
import { bulkhead, refusedAs, refusedWith, succeeded } from '../faults/command-line.ts'
import { addWorkspace, firmKey, open, signedIn, smallFirm, workspaceKey } from '../faults/small-firm.ts'
import { behindTheGuards, execute, pagesOf, type Patient, putBackPages } from './surgery.ts'

const folder = temporaryFolder()
let home: Home
let id: WorkspaceId
let client: Patient
let firmFile: Patient
let earlier: { client: Uint8Array; firm: Uint8Array }

beforeAll(async () => {
  home = await smallFirm(folder.path)
  const firm = await signedIn(home)
  id = (await addWorkspace(firm, 'Client')).id
  const file = join(folder.path, 'memo.txt')
  writeFileSync(file, 'The Nightjar merger closes in May.')
  client = { file: home.workspaceFile(id), key: await workspaceKey(firm, id) }
  firmFile = { file: home.firmFile(firm.id), key: firmKey(firm) }
  const workspace = await open(firm, id)
  await workspace.offer([file])
  await workspace.caller.call('documents.import', { paths: [file] })
  await workspace.lock()
  firm.signOut()
  earlier = { client: readFileSync(client.file), firm: readFileSync(firmFile.file) }

  const again = await signedIn(home)
  const later = await open(again, id)
  for (let time = 0; time < 40; time += 1) await later.caller.call('members.list', {})
  await later.lock()
  again.signOut()
  copyFileSync(client.file, `${client.file}.saved`)
})
afterAll(() => folder.remove())

const check = () => bulkhead(home.folder, ['audit', 'check', 'Client'])

describe('A2: through the command line', () => {
  const tamperings: readonly [name: string, tamper: () => void, sentence: RegExp][] = [
    [
      'old pages of entries put back',
      () => expect(putBackPages(client.file, earlier.client, pagesOf(client, 'entry'))).toBeGreaterThan(0),
      /stays shut\. Entry \d+ of the log is missing\./,
    ],
    [
      'a document taken out of its group',
      () => execute(client, 'DELETE FROM document_group'),
      /stays shut\. Who may read what, as stored in the file, differs/,
    ],
    [
      'an entry changed',
      () =>
        behindTheGuards(client, (connection) =>
          connection.execute(`UPDATE entry SET leaf = replace(leaf, 'done', 'failed') WHERE seq = 9`),
        ),
      /stays shut\. Entry 9 of the log was changed/,
    ],
  ]

  test.each(tamperings)('%s: refused, gone on from, and right again', async (_name, tamper, sentence) => {
    // Each follows on the last: a log that was gone on from is as well kept as any.
    tamper()
    refusedWith(await check(), sentence)
    const reason = ['--reason', 'we know what happened']
    succeeded(await bulkhead(home.folder, ['audit', 'continue', 'Client', ...reason]))
    expect(succeeded(await check())).toMatch(/^The log is intact: \d+ entries/)
  })

  test('a search in it says no more than that it is shut', async () => {
    execute(client, 'DROP TRIGGER entry_never_updated')
    refusedAs(await bulkhead(home.folder, ['--json', 'search', 'Client', 'merger']), 'log-damaged')
    const reason = ['--reason', 'we know what happened']
    succeeded(await bulkhead(home.folder, ['audit', 'continue', 'Client', ...reason]))
    expect(succeeded(await bulkhead(home.folder, ['search', 'Client', 'merger']))).toContain('Nightjar')
  })

  test('firm.db put back: refused at sign-in, gone on from with --continue-damaged-log', async () => {
    writeFileSync(firmFile.file, earlier.firm)
    refusedWith(await check(), /firm’s log does not check, so nobody is signed in\. This file is older/)
    succeeded(await bulkhead(home.folder, ['--continue-damaged-log', 'workspace', 'list']))
    expect(succeeded(await check())).toMatch(/^The log is intact/)
  })
})
