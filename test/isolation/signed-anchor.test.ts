import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openCheckpoint } from '../../core/audit/checkpoint.ts'
import { appendLeaf, consistencyProof, leafHash, rootAt } from '../../core/audit/merkle.ts'
import { anchorNote } from '../../core/firm/anchor.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { Home } from '../../core/firm/home.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { newWorkspace } from '../../core/firm/new-workspace.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import type { WorkspaceBinding } from '../../core/firm/workspace-binding.ts'
import { MemoryNodes } from '../audit/plain-tree.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'

let folder: ReturnType<typeof temporaryFolder>
let firm: Firm
let binding: WorkspaceBinding
beforeAll(async () => {
  folder = temporaryFolder()
  const home = new Home(`${folder.path}/home`)
  const passphrase = () => new TextEncoder().encode('correct horse battery')
  await createFirm(home, { name: 'Firm', staff: 'Ada', keyStore: 'passphrase', passphrase: passphrase() })
  firm = await signIn(home, { staff: 'Ada', passphrase: passphrase() })
})
afterAll(() => {
  firm.signOut()
  folder.remove()
})
/** Each test has a workspace in the register of its own. */
beforeEach(async () => {
  const made = newWorkspace(firm, { name: new TextEncoder().encode('Client'), colour: 0 })
  const { recoveryKey } = await made.register()
  recoveryKey.fill(0)
  binding = made.binding
})

/** A tree of leaves, in memory. */
function tree(leaves: readonly string[]): MemoryNodes {
  const nodes = new MemoryNodes()
  leaves.forEach((leaf, index) => appendLeaf(nodes, index, leafHash(Buffer.from(leaf, 'utf8'))))
  return nodes
}

const three = tree(['a', 'b', 'c'])
const five = tree(['a', 'b', 'c', 'd', 'e'])
const other = tree(['a', 'b', 'x', 'd', 'e'])

function request(nodes: MemoryNodes, previousSize: number, size: number) {
  return {
    kind: 'sign' as const,
    size,
    root: rootAt(nodes, size),
    previousSize,
    consistency: previousSize === 0 ? [] : consistencyProof(nodes, previousSize, size),
    fork: false,
  }
}

describe('A2: main signs only what continues the last state that it signed', () => {
  test('control: first 3, then 5 entries', () => {
    expect(openCheckpoint(binding.sign(request(three, 0, 3)), firm.signingKey)).toMatchObject({ size: 3 })
    const note = binding.sign(request(five, 3, 5))
    expect(openCheckpoint(note, firm.signingKey)).toMatchObject({ logId: binding.workspace, size: 5 })
    expect(anchorNote(firm, binding.workspace)).toBe(note)
  })

  test('not a log that changed an entry, a shorter one, one from the start again, or one without a proof', async () => {
    const note = binding.sign(request(three, 0, 3))
    await expectRefusal(() => binding.sign(request(other, 3, 5)), 'log-damaged')
    await expectRefusal(() => binding.sign(request(three, 2, 2)), 'log-damaged')
    await expectRefusal(() => binding.sign(request(five, 0, 5)), 'log-damaged')
    await expectRefusal(() => binding.sign({ ...request(five, 3, 5), consistency: [] }), 'log-damaged')
    expect(anchorNote(firm, binding.workspace)).toBe(note)
  })

  test('not a first state that claims to continue something', async () => {
    await expectRefusal(() => binding.sign(request(five, 3, 5)), 'log-damaged')
    expect(anchorNote(firm, binding.workspace)).toBeNull()
  })

  test('no fork that nobody decided on, and a decided one just once', async () => {
    binding.sign(request(three, 0, 3))
    const fork = { ...request(other, 0, 5), fork: true }
    await expectRefusal(() => binding.sign(fork), 'log-damaged')
    const decided = bindWorkspace(firm, binding.workspace, 'a backup was restored')
    expect(openCheckpoint(decided.sign(fork), firm.signingKey)).toMatchObject({ size: 5 })
    await expectRefusal(() => decided.sign(fork), 'log-damaged')
  })

  test('S3: what was signed for one workspace says nothing of another', async () => {
    const made = newWorkspace(firm, { name: new TextEncoder().encode('Other client'), colour: 1 })
    await made.register()
    const first = binding.sign(request(three, 0, 3))
    const second = made.binding.sign(request(three, 0, 3))
    expect(openCheckpoint(first, firm.signingKey).logId).toBe(binding.workspace)
    expect(openCheckpoint(second, firm.signingKey).logId).toBe(made.binding.workspace)
  })

  test('the longer of the two anchors counts, so that putting one back does not help', () => {
    const short = binding.sign(request(three, 0, 3))
    const long = binding.sign(request(five, 3, 5))
    firm.parts.connection
      .prepare('UPDATE workspace SET anchor_note = ? WHERE id = ?')
      .run(short, binding.workspace)
    expect(anchorNote(firm, binding.workspace)).toBe(long)
    firm.parts.connection
      .prepare('UPDATE workspace SET anchor_note = NULL WHERE id = ?')
      .run(binding.workspace)
    expect(anchorNote(firm, binding.workspace)).toBe(long)
  })

  test('S2: a workspace that one is no member of has no binding', async () => {
    firm.parts.connection.prepare('DELETE FROM wrap WHERE workspace_id = ?').run(binding.workspace)
    await expectRefusal(() => bindWorkspace(firm, binding.workspace), 'not-member')
  })
})
