import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { opens } from '../../core/audit/commitment.ts'
import { leafHash } from '../../core/audit/merkle.ts'
import { verifyInclusion } from '../../core/audit/verify-proof.ts'
import type { Reply } from '../../core/contract/workspace/threads.ts'
import { DocumentId, newId } from '../../core/ids.ts'
import { builtMember, temporaryFolder } from '../builders.ts'
import { type PlannedDocument, type PlannedMember, World } from '../isolation/world.ts'
import { asking } from '../threads/asking.ts'
import { served } from './served.ts'

const owner: PlannedMember = { ...builtMember('Olive Owner', 'owner'), groups: [0, 1] }
const member: PlannedMember = { ...builtMember('Mina Member', 'member'), groups: [0, 1] }
const auditor: PlannedMember = { ...builtMember('Aude Auditor', 'auditor'), groups: [0, 1] }

function planned(groups: number[], pages: string[]): PlannedDocument {
  return { id: newId(DocumentId), title: 'Note', pages, groups, status: 'ready' }
}

const lease = planned([0], ['The rent is 900 pounds.'])
const memo = planned([1], ['The rent may be doubled.'])
const other = planned([0], ['The rent of another flat.'])

const folder = temporaryFolder()
let world: World
let ended: number
let answer: Reply
beforeAll(async () => {
  world = new World(folder.path, {
    groupCount: 2,
    members: [owner, member, auditor],
    documents: [lease, memo, other],
  })
  ;({ entry: ended, reply: answer } = await asking(world.as(member), 'What is the rent?'))
  expect(answer).toMatchObject({ kind: 'answered' })
})
afterAll(() => {
  world.close()
  folder.remove()
})

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

describe('log.entry', () => {
  test('A2: every entry leads to the root by its proof; the look itself is an entry', async () => {
    const caller = served(world.as(auditor))
    const { size: before } = await caller.call('log.list', {})
    for (let seq = 0; seq < before; seq += 1) {
      const { leaf, leafHash: hash, proof, entry } = await caller.call('log.entry', { seq })
      expect(JSON.parse(leaf)).toMatchObject({ ...entry, v: 1 })
      expect(hash).toBe(Buffer.from(leafHash(Buffer.from(leaf, 'utf8'))).toString('hex'))
      expect(
        verifyInclusion({
          leafHash: bytes(hash),
          index: seq,
          size: proof.size,
          proof: proof.hashes.map(bytes),
          root: bytes(proof.root),
        }),
      ).toBe(true)
      expect(world.scope.reader.log.latest(1)).toMatchObject([
        { type: 'log.entry-opened', about: { seq }, actor: auditor.id },
      ])
      expect(proof).toMatchObject({
        size: world.scope.log.size,
        root: Buffer.from(world.scope.log.root()).toString('hex'),
      })
    }
  })

  test('an entry that is not there is not found, and no look at it is noted', async () => {
    const caller = served(world.as(owner))
    const { size } = world.scope.log
    for (const seq of [size, size + 1, 2 ** 40])
      await expect(caller.call('log.entry', { seq })).rejects.toMatchObject({ code: 'not-found' })
    expect(world.scope.log.size).toBe(size)
  })

  test('an owner sees what the commitments of an entry stand for', async () => {
    const caller = served(world.as(owner))
    const { openings, entry } = await caller.call('log.entry', { seq: ended })
    expect(Object.keys(openings).sort()).toEqual(Object.keys(entry.sealed).sort())
    expect(openings['text']).toEqual({ value: answer.text })
    const rows = world.connection
      .prepare<{ field: string; salt: Uint8Array }>('SELECT field, salt FROM opening WHERE seq = ?')
      .all(ended)
    for (const { field, salt } of rows) {
      const opening = openings[field]
      const value = opening && 'value' in opening ? opening.value : undefined
      const commitment = entry.sealed[field] ?? ''
      expect(opens({ log: world.scope.log.id, sequence: ended, field, value, salt, commitment })).toBe(true)
    }
  })

  test('an auditor sees the structure of an entry and no value', async () => {
    const { openings, entry } = await served(world.as(auditor)).call('log.entry', { seq: ended })
    expect(Object.keys(entry.sealed)).not.toEqual([])
    for (const opening of Object.values(openings)) expect(opening).toEqual({ unopened: 'not-readable' })
    // The name of the client and of a group derive from no document.
    for (const [seq, field] of [
      [0, 'name'],
      [2, 'name'],
    ] as const) {
      const made = await served(world.as(auditor)).call('log.entry', { seq })
      expect(made.openings[field]).toEqual({ unopened: 'not-readable' })
      const seen = await served(world.as(owner)).call('log.entry', { seq })
      expect(seen.openings[field]).toHaveProperty('value')
    }
  })

  test.each([lease, memo, other])(
    'R7: an owner who may not read one of its documents sees no value, whichever it is',
    async ({ id }) => {
      const scope = world.as(owner)
      const groups = scope.reader.documents.groups(id)
      scope.write((writer) => writer.documents.setGroups(id, []))
      const { openings } = await served(scope).call('log.entry', { seq: ended })
      for (const opening of Object.values(openings)) expect(opening).toEqual({ unopened: 'not-readable' })
      const insert = world.connection.prepare(
        'INSERT INTO document_group (document_key, group_id) SELECT key, ? FROM document WHERE id = ?',
      )
      for (const group of groups) insert.run(group, id)
      const again = await served(scope).call('log.entry', { seq: ended })
      expect(again.openings['found']).toEqual({ value: true })
    },
  )

  test('R6: what went with a document is told to be erased, and its commitment still stands in the tree', async () => {
    const scope = world.as(owner)
    scope.write((writer) => writer.documents.delete(other.id))
    const { openings, leafHash: hash, proof } = await served(scope).call('log.entry', { seq: ended })
    for (const opening of Object.values(openings)) expect(opening).toEqual({ unopened: 'erased' })
    expect(
      verifyInclusion({
        leafHash: bytes(hash),
        index: ended,
        size: proof.size,
        proof: proof.hashes.map(bytes),
        root: bytes(proof.root),
      }),
    ).toBe(true)
  })
})
