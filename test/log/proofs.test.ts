import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { Log } from '../../core/audit/log.ts'
import { leafHash } from '../../core/audit/merkle.ts'
import { verifyConsistency, verifyInclusion } from '../../core/audit/verify-proof.ts'
import { openDatabase } from '../../core/database/connection.ts'
import { BuiltWorkspace, temporaryFolder } from '../builders.ts'
import { list } from './busy-workspace.ts'

const folder = temporaryFolder()
const workspace = new BuiltWorkspace(folder.path)
afterAll(() => folder.remove())

/** Entries in the file: not a power of two, and with several levels of complete subtrees. */
const entries = 150

async function logOnDisk(): Promise<{ log: Log; close: () => void }> {
  const scope = await workspace.open()
  list(scope, entries - scope.log.size)
  workspace.close()
  const connection = openDatabase({ file: workspace.file, key: workspace.key, mode: 'open' })
  return { log: new Log(connection, workspace.id), close: () => connection.close() }
}

test('A2: each entry of a log on disk is proved to be in each later state of it, and nowhere else', async () => {
  const { log, close } = await logOnDisk()
  const leaves = log.leaves(0, entries).map(({ leaf }) => leafHash(Buffer.from(leaf)))
  expect(leaves).toHaveLength(entries)
  fc.assert(
    fc.property(fc.nat(entries - 1), fc.nat(entries - 1), fc.nat(entries - 1), (seq, more, other) => {
      const size = Math.min(entries, seq + 1 + more)
      const claim = { index: seq, size, root: log.root(size), proof: log.inclusion(seq, size) }
      expect(verifyInclusion({ ...claim, leafHash: leaves[seq]! })).toBe(true)
      if (other !== seq) {
        expect(verifyInclusion({ ...claim, leafHash: leaves[other]! })).toBe(false)
        expect(verifyInclusion({ ...claim, index: other, leafHash: leaves[seq]! })).toBe(false)
      }
    }),
  )
  close()
})

test('A2: each state of a log on disk is proved to begin with each earlier one, and with no other', async () => {
  const { log, close } = await logOnDisk()
  fc.assert(
    fc.property(fc.integer({ min: 1, max: entries }), fc.nat(entries), fc.nat(31), (oldSize, more, bit) => {
      const newSize = Math.min(entries, oldSize + more)
      const proof = log.consistency(oldSize, newSize)
      const claim = { oldSize, newSize, oldRoot: log.root(oldSize), newRoot: log.root(newSize), proof }
      expect(verifyConsistency(claim)).toBe(true)
      const forged = Uint8Array.from(claim.oldRoot, (byte, index) => (index === bit ? byte ^ 1 : byte))
      expect(verifyConsistency({ ...claim, oldRoot: forged })).toBe(false)
      expect(verifyConsistency({ ...claim, newRoot: forged })).toBe(false)
    }),
  )
  close()
})

test('A2: a file opened again continues the tree where it was', async () => {
  const before = await logOnDisk()
  const { size, root } = before.log.position
  before.close()
  const scope = await workspace.open()
  list(scope, 37)
  const after = scope.log.position
  expect(after.size).toBe(size + 37)
  const proof = scope.log.consistency(size, after.size)
  expect(
    verifyConsistency({ oldSize: size, oldRoot: root, newSize: after.size, newRoot: after.root, proof }),
  ).toBe(true)
  workspace.close()
})
