import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCheckpoint } from '../../core/audit/checkpoint.ts'
import { anchorNote, readWorkspaceItem } from '../../core/firm/anchor.ts'
import type { Firm } from '../../core/firm/firm.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { temporaryFolder } from '../builders.ts'
import { addWorkspace, open, signedIn, smallFirm, workspaceKey } from '../faults/small-firm.ts'

const folder = temporaryFolder()
let firm: Firm
let id: WorkspaceId

beforeAll(async () => {
  firm = await signedIn(await smallFirm(folder.path))
  id = (await addWorkspace(firm, 'Client')).id
})
afterAll(() => {
  firm.signOut()
  folder.remove()
})

/** Entries that main has signed, as its anchor says; the key store and firm.db agree. */
function signedSize(): number {
  const note = anchorNote(firm, id) ?? ''
  expect(readWorkspaceItem(firm, id).anchorNote).toBe(note)
  return openCheckpoint(note, firm.signingKey).size
}

async function logSize(caller: WorkspaceCaller): Promise<number> {
  return (await caller.call('log.list', { limit: 1 })).size
}

test('A2: main has signed the log after 256 entries, and all of it at lock', async () => {
  const workspace = await open(firm, id)
  const start = signedSize()
  for (let call = 0; call < 250; call += 1) await workspace.caller.call('members.list', {})
  expect(signedSize()).toBe(start)
  for (let call = 0; call < 10; call += 1) await workspace.caller.call('members.list', {})
  const after = signedSize()
  expect(after - start).toBe(256)
  const size = await logSize(workspace.caller)
  expect(size).toBeGreaterThan(after)
  await workspace.lock()
  // The listing of the log that gave the size counts itself; closing is the last entry.
  expect(signedSize()).toBe(size + 1)
})

test('A2: a change of access is signed at once', async () => {
  const workspace = await open(firm, id)
  await workspace.caller.call('groups.add', { name: 'partners', members: [firm.staff.id] })
  const size = await logSize(workspace.caller)
  expect(signedSize()).toBe(size - 1)
  await workspace.lock()
  expect(signedSize()).toBe(size + 1)
})

test('A2, K5: killed with the file ahead of the anchor, it opens, with every entry that was acknowledged', async () => {
  const workspace = await open(firm, id)
  for (let call = 0; call < 5; call += 1) await workspace.caller.call('members.list', {})
  const size = await logSize(workspace.caller)
  expect(signedSize()).toBeLessThan(size)
  process.kill(workspace.pid, 'SIGKILL')
  await workspace.exited
  const again = await open(firm, id)
  // Opening and this listing.
  expect(await logSize(again.caller)).toBe(size + 2)
  const atOpening = await again.caller.call('log.check', { fresh: false })
  expect(atOpening).toMatchObject({ size: size + 2 })
  // Its own entry, and everything from the first one on recomputed.
  const fresh = await again.caller.call('log.check', {})
  expect(fresh.size).toBe(size + 3)
  await expect(again.caller.call('log.check', { fresh: false })).resolves.toMatchObject({ size: size + 4 })
  await again.lock()
})

test('A2: the last entries are signed also when lock follows hard on other calls', async () => {
  const workspace = await open(firm, id)
  const calls = [
    workspace.caller.call('groups.add', { name: 'one', members: [] }),
    workspace.caller.call('groups.add', { name: 'two', members: [] }),
    workspace.caller.call('members.list', {}),
  ]
  await workspace.lock()
  await Promise.allSettled(calls)
  const signed = signedSize()
  const again = await open(firm, id)
  expect(await logSize(again.caller)).toBe(signed + 2)
  await again.lock()
})

test('A1: an answer whose process was killed is recorded as interrupted at the next unlock', async () => {
  const child = forkProcess(new URL('./killed-answer.ts', import.meta.url))
  const began = new Promise<unknown>((resolve) => child.onMessage(resolve))
  child.send({
    file: firm.parts.home.workspaceFile(id),
    key: await workspaceKey(firm, id),
    workspace: id,
    member: { id: firm.staff.id, publicKey: firm.staff.publicKey },
    anchorNote: anchorNote(firm, id),
    signingKey: firm.signingKey,
  })
  const { answer } = (await Promise.race([began, child.exited])) as { answer: string }
  await child.kill()

  for (const visit of ['the first', 'the second']) {
    const workspace = await open(firm, id)
    const { entries } = await workspace.caller.call('log.list', { limit: 50 })
    const ended = entries.filter((entry) => entry.type.startsWith('answer.'))
    expect(ended, visit).toMatchObject([
      { type: 'answer.ended', outcome: 'interrupted', about: { answer } },
      { type: 'answer.began', outcome: 'done', about: { answer } },
    ])
    await workspace.lock()
  }
})
