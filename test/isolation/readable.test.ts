import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { importGroups } from '../../core/access/import-groups.ts'
import { searchKeywords } from '../../core/search/keyword.ts'
import { rank } from '../../core/search/rank.ts'
import { search } from '../../core/search/search.ts'
import { searchVectors } from '../../core/search/vector.ts'
import { DocumentId, newId } from '../../core/ids.ts'
import type { Reader } from '../../core/workspace/reader.ts'
import { builtMember, temporaryFolder, testEmbedder, testModel, testVector } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { hashOf, type Plan, type PlannedDocument, type PlannedMember, World } from './world.ts'

const [owner, inside, outside, auditor]: [PlannedMember, PlannedMember, PlannedMember, PlannedMember] = [
  { ...builtMember('Olive Owner', 'owner'), groups: [0] },
  { ...builtMember('Ines Inside', 'member'), groups: [0, 1] },
  { ...builtMember('Otto Outside', 'member'), groups: [0] },
  { ...builtMember('Aude Auditor', 'auditor'), groups: [0, 1] },
]

function document(groups: number[], pages: string[], title = 'Note'): PlannedDocument {
  return { id: newId(DocumentId), title, pages, groups, status: 'ready' }
}

const open = document([0], ['The rent is due in May.', 'Nothing else is due.'])
const partners = document([1], ['The rent may be doubled.'])
const both = document([0, 1], ['A rent review.'])
const nobodys = document([], ['The rent of nobody.'])
const failed: PlannedDocument = { ...document([0], []), status: 'failed' }
const plan: Plan = {
  groupCount: 2,
  members: [owner, inside, outside, auditor],
  documents: [open, partners, both, nobodys, failed],
}

let folder: ReturnType<typeof temporaryFolder>
let world: World
beforeEach(() => {
  folder = temporaryFolder()
  world = new World(folder.path, plan)
})
afterEach(() => {
  world.close()
  folder.remove()
})

/** Documents found by the word "rent", by each way of finding. */
async function found(reader: Reader): Promise<string[][]> {
  const request = { reader, embedder: testEmbedder, query: 'rent', limit: 100 }
  const ways: string[][] = [
    reader.documents
      .list()
      .filter((one) => one.status === 'ready')
      .map((one) => one.id),
  ]
  for (const mode of ['keyword', 'vector', 'fused'] as const)
    ways.push((await search({ ...request, mode })).map((hit) => hit.document))
  return ways.map((ids) => [...new Set(ids)].sort())
}

const ids = (...documents: PlannedDocument[]) => documents.map((one) => one.id).sort()

describe('R2: groups decide, for every document', () => {
  test('each member finds the documents of their groups, in every way of finding', async () => {
    for (const ways of await found(world.as(owner).reader)) expect(ways).toStrictEqual(ids(open, both))
    for (const ways of await found(world.as(inside).reader))
      expect(ways).toStrictEqual(ids(open, partners, both))
    for (const ways of await found(world.as(outside).reader)) expect(ways).toStrictEqual(ids(open, both))
  })

  test('a document with no group is readable by nobody, not even by an owner in every group', async () => {
    for (const member of [owner, inside, outside, auditor]) {
      const { reader } = world.as(member)
      for (const ways of await found(reader)) expect(ways).not.toContain(nobodys.id)
      await expectRefusal(() => reader.documents.get(nobodys.id), 'not-found')
    }
  })

  test('R7: an auditor reads no document, whatever groups they are in', async () => {
    const { reader } = world.as(auditor)
    for (const ways of await found(reader)) expect(ways).toStrictEqual([])
    expect(reader.documents.list()).toStrictEqual([])
    expect(reader.passages.totals()).toStrictEqual({ passages: 0, words: 0 })
    expect(reader.log.size()).toBeGreaterThan(0)
  })
})

describe('S3: what may not be read answers as what never existed', () => {
  test('a document by its id: every read and every change', async () => {
    const scope = world.as(outside)
    const { documents } = scope.reader
    const before = dump()
    for (const id of [partners.id, nobodys.id, newId(DocumentId)]) {
      await expectRefusal(() => documents.get(id), 'not-found')
      await expectRefusal(() => documents.original(id), 'not-found')
      await expectRefusal(() => documents.piece(id, 0, 1), 'not-found')
      await expectRefusal(() => documents.text(id, 0), 'not-found')
      expect(documents.has([id])).toBe(false)
      expect(documents.lengths(id)).toStrictEqual([])
      expect(documents.pages(id)).toStrictEqual([])
      expect(documents.groups(id)).toStrictEqual([])
      const model = testModel
      const changes = [
        () => scope.write((writer) => writer.documents.delete(id)),
        () => scope.write((writer) => writer.documents.setGroups(id, [world.group(0)])),
        () => scope.write((writer) => writer.documents.fail(id, 'It was bad.')),
        () =>
          scope.write((writer) =>
            writer.documents.complete(id, { format: 'text', pages: [], passages: [], model }),
          ),
      ]
      for (const change of changes) await expectRefusal(change, 'not-found')
    }
    expect(dump()).toStrictEqual(before)
    // Control: what may be read gives all of it.
    expect(documents.original(open.id).length).toBeGreaterThan(0)
    expect(documents.piece(open.id, 0, 1)).toHaveLength(1)
    expect(documents.text(open.id, 0).length).toBeGreaterThan(0)
    expect(documents.has([open.id])).toBe(true)
    expect(documents.has([open.id, partners.id])).toBe(false)
    expect(documents.lengths(open.id)).toHaveLength(2)
    expect(documents.pages(open.id)).toHaveLength(2)
    expect(documents.groups(open.id)).toStrictEqual([world.group(0)])
  })

  test('a passage by its key', () => {
    const keys = world.connection
      .prepare<{ key: number }>('SELECT key FROM passage')
      .all()
      .map((row) => row.key)
    expect(keys).toHaveLength(5)
    const { passages } = world.as(outside).reader
    expect(passages.get(keys).map((passage) => passage.document)).toStrictEqual([open.id, open.id, both.id])
    expect([...passages.places(keys).values()].map((place) => place.document)).toStrictEqual([
      open.id,
      open.id,
      both.id,
    ])
    expect(passages.get([...keys.map((key) => key + 1_000), -1])).toStrictEqual([])
  })
})

describe('R1: an importer learns only of what they may read', () => {
  test('the same bytes in a document that they may not read are no duplicate', () => {
    const sha256 = hashOf(partners)
    expect(world.as(outside).reader.documents.sameAs(sha256, [world.group(1)])).toBeNull()
    expect(world.as(inside).reader.documents.sameAs(sha256, [world.group(1)])?.id).toBe(partners.id)
    expect(world.as(inside).reader.documents.sameAs(sha256, [world.group(0)])).toBeNull()
    const all = [world.group(0), world.group(1)]
    expect(world.as(inside).reader.documents.sameAs(hashOf(both), all.toReversed())?.id).toBe(both.id)
  })

  test('the same bytes twice are stored twice where the first copy is out of sight', () => {
    const scope = world.as(outside)
    const original = new TextEncoder().encode(partners.pages.join('\f'))
    const sha256 = createHash('sha256').update(original).digest()
    const id = scope.write((writer) =>
      writer.documents.add({ title: 'Mine', original, sha256, groups: [world.group(0)] }),
    )
    expect(scope.reader.documents.waiting()).toStrictEqual([id])
  })

  test('nobody imports into a group that they are not in', async () => {
    const { reader } = world.as(outside)
    expect(importGroups(reader, outside.id, ['everyone'])).toStrictEqual([world.group(0)])
    await expectRefusal(() => importGroups(reader, outside.id, ['everyone', 'group 1']), 'not-found')
    await expectRefusal(() => importGroups(reader, outside.id, ['group 9']), 'not-found')
    expect(importGroups(world.as(inside).reader, inside.id, ['group 1'])).toStrictEqual([world.group(1)])
  })
})

describe('R3: k readable matches give k results, however many unreadable ones lie nearer', () => {
  test('with 600 nearer ones in the way', async () => {
    const near = Array.from({ length: 600 }, (_, index) =>
      document([1], ['rent'], index % 2 === 0 ? '' : 'rent'),
    )
    const far = Array.from({ length: 12 }, (_, index) =>
      document([0], [`rent ledger ${'audit clause '.repeat(index + 1)}`], ''),
    )
    const crowded = new World(folder.path, { ...plan, documents: [...near, ...far] })
    try {
      const { reader } = crowded.as(outside)
      for (const k of [1, 5, 12]) {
        expect(reader.passages.nearest(testVector('rent'), testModel, k)).toHaveLength(k)
        for (const mode of ['keyword', 'vector', 'fused'] as const) {
          const hits = await search({ reader, embedder: testEmbedder, query: 'rent', limit: k, mode })
          expect(hits, `${mode} ${k}`).toHaveLength(k)
        }
      }
      expect(searchKeywords(reader, 'rent')).toHaveLength(12)
    } finally {
      crowded.close()
    }
  })
})

describe('R1: equals stand in the order of their public place', () => {
  test('where more of them share the last place than are asked for, whatever the order of import', async () => {
    const equals = Array.from({ length: 90 }, () => document([0], ['rent'], ''))
    const first = ids(...equals).slice(0, 5)
    for (const documents of [equals, equals.toReversed()]) {
      const crowded = new World(folder.path, { ...plan, documents })
      try {
        const { reader } = crowded.as(outside)
        for (const mode of ['keyword', 'vector', 'fused'] as const) {
          const hits = await search({ reader, embedder: testEmbedder, query: 'rent', limit: 5, mode })
          expect(
            hits.map((hit) => hit.document),
            mode,
          ).toStrictEqual(first)
        }
        const near = await searchVectors(reader, testEmbedder, 'rent', 5)
        expect(
          rank(reader, near, 5).map(({ passage }) => reader.passages.get([passage])[0]?.document),
        ).toStrictEqual(first)
      } finally {
        crowded.close()
      }
    }
  })
})

describe('a change acts on the very next query', () => {
  /** What the view is made of: every kind of change to each table moves the epoch that cached sets hang on. */
  const changes: Record<string, string> = {
    'member inserted': `INSERT INTO member VALUES ('${'a'.repeat(32)}', 'member', x'00', 'New')`,
    'member updated': `UPDATE member SET role = 'auditor' WHERE id = '${outside.id}'`,
    'member deleted': `INSERT INTO member VALUES ('${'a'.repeat(32)}', 'member', x'00', 'New');
      DELETE FROM member WHERE name = 'New'`,
    'membership inserted': `INSERT INTO group_member SELECT id, '${outside.id}' FROM access_group WHERE name = 'group 1'`,
    'membership updated': `UPDATE group_member SET group_id = (SELECT id FROM access_group WHERE name = 'group 1')
      WHERE member_id = '${outside.id}'`,
    'membership deleted': `DELETE FROM group_member WHERE member_id = '${outside.id}'`,
    'document group inserted': `INSERT INTO document_group SELECT document.key, access_group.id FROM document, access_group
      WHERE document.id = '${nobodys.id}' AND everyone = 1`,
    'document group updated': `UPDATE document_group SET group_id = (SELECT id FROM access_group WHERE name = 'door')
      WHERE document_key = (SELECT key FROM document WHERE id = '${open.id}')`,
    'document group deleted': 'DELETE FROM document_group',
    'document inserted': `INSERT INTO document (id, title, sha256, bytes, status, added_ms, added_by)
      VALUES ('${'a'.repeat(32)}', 'New', x'00', 0, 'waiting', 0, '${outside.id}')`,
    'document updated': `UPDATE document SET status = 'failed'`,
    'document deleted': `DELETE FROM document WHERE id = '${nobodys.id}'`,
    'passage inserted': `INSERT INTO passage (document_key, ordinal, page_ordinal, span_start, span_end, text, words)
      SELECT key, 9, 0, 0, 1, 'x', 1 FROM document WHERE id = '${open.id}'`,
    'passage updated': 'UPDATE passage SET words = 77',
    'passage deleted': 'DELETE FROM passage',
  }
  for (const [name, sql] of Object.entries(changes))
    test(`R1: ${name}`, () => {
      const { reader } = world.as(outside)
      reader.passages.totals()
      const epoch = () =>
        world.connection.prepare<{ value: number }>('SELECT value FROM readable_epoch').get()?.value
      // The part before the last statement, if there is one, only sets the stage.
      const statements = sql.split(';')
      const last = statements.pop() ?? ''
      world.connection.execute(statements.join(';'))
      const before = epoch()
      world.connection.execute(last)
      expect(epoch()).not.toBe(before)
      // The cached set is the view again at the first look.
      const totals = reader.passages.totals()
      const view = world.connection
        .prepare<{ passages: number; words: number }>(
          'SELECT count(*) AS passages, coalesce(sum(words), 0) AS words FROM temp.my_passage',
        )
        .get()
      expect(totals).toStrictEqual(view)
    })

  test('R1: each search by itself notices, with no other look before it', async () => {
    const { reader } = world.as(outside)
    const vector = testVector('rent')
    const keys = searchKeywords(reader, 'rent').map(({ passage }) => passage)
    const looks = {
      places: () => reader.passages.places(keys).size,
      get: () => reader.passages.get(keys).length,
      totals: () => reader.passages.totals().passages,
      postings: () => reader.passages.postings('rent').length,
      nearest: () => reader.passages.nearest(vector, testModel, 10).length,
    }
    for (const [name, look] of Object.entries(looks)) {
      world.connection.execute(`UPDATE member SET role = 'member' WHERE id = '${outside.id}'`)
      expect(look(), name).toBeGreaterThan(0)
      world.connection.execute(`UPDATE member SET role = 'auditor' WHERE id = '${outside.id}'`)
      expect(look(), name).toBe(0)
    }
    expect(await search({ reader, embedder: testEmbedder, query: 'rent', limit: 9, mode: 'fused' })).toEqual(
      [],
    )
  })

  test('R4: a document that is not ready gives no passage, even where it has some', () => {
    const { reader } = world.as(outside)
    const keys = world.connection
      .prepare<{ key: number }>('SELECT key FROM passage')
      .all()
      .map((row) => row.key)
    for (const status of ['failed', 'waiting']) {
      world.connection.execute(`UPDATE document SET status = '${status}'`)
      expect(reader.passages.totals().passages).toBe(0)
      expect(searchKeywords(reader, 'rent')).toStrictEqual([])
      expect(reader.passages.get(keys)).toStrictEqual([])
    }
    world.connection.execute(`UPDATE document SET status = 'ready'`)
    expect(reader.passages.get(keys)).toHaveLength(3)
  })
})

describe('R5: a hit says where it stands', () => {
  test('page by number, never borrowed from a neighbour', () => {
    world.connection.execute(`UPDATE page SET number = 40 + ordinal WHERE document_key IN
      (SELECT key FROM document WHERE id = '${open.id}');
      UPDATE page SET number = NULL WHERE document_key IN (SELECT key FROM document WHERE id = '${both.id}')`)
    const { reader } = world.as(outside)
    const keys = searchKeywords(reader, 'rent due review').map(({ passage }) => passage)
    const places = reader.passages.get(keys).map(({ document: id, ordinal, page, start, end, text }) => ({
      id,
      ordinal,
      page,
      span: reader.documents.pages(id)[ordinal]?.text.slice(start, end) === text,
    }))
    expect(places).toHaveLength(3)
    expect(places).toContainEqual({ id: open.id, ordinal: 0, page: 40, span: true })
    expect(places).toContainEqual({ id: open.id, ordinal: 1, page: 41, span: true })
    expect(places).toContainEqual({ id: both.id, ordinal: 0, page: null, span: true })
  })
})

/** The tables that documents live in, as they are. */
function dump(): object {
  return ['document', 'document_group', 'page', 'passage', 'original', 'entry', 'opening'].map((table) =>
    world.connection.prepare(`SELECT * FROM ${table}`).all(),
  )
}
