import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../core/audit/canonical-json.ts'
import { type Checkpoint, signCheckpoint } from '../../core/audit/checkpoint.ts'
import { Entry } from '../../core/audit/entry.ts'
import type { FindingKind } from '../../core/audit/finding.ts'
import { Log } from '../../core/audit/log.ts'
import { leafHash, nodeHash } from '../../core/audit/merkle.ts'
import type { Connection } from '../../core/database/connection.ts'
import { newId, StaffId, WorkspaceId } from '../../core/ids.ts'
import { newSigningSeed, signerFrom } from '../../core/keys/signing.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { type BusyWorkspace, busyWorkspace } from './busy-workspace.ts'
import { expectFound } from './expect-found.ts'
import { behindTheGuards, operate } from './surgery.ts'

const folder = temporaryFolder()
let busy: BusyWorkspace

beforeAll(async () => {
  busy = await busyWorkspace(folder.path)
})
afterEach(() => busy.restore())
afterAll(() => {
  busy.workspace.close()
  folder.remove()
})

const copyOf = (from: number, to: string) =>
  `INSERT INTO entry (seq, leaf) SELECT ${to}, leaf FROM entry WHERE seq = ${from}`

const tamperings: readonly [name: string, sql: string, kinds: readonly FindingKind[], first: number][] = [
  [
    'one changed',
    `UPDATE entry SET leaf = replace(leaf, '"done"', '"failed"') WHERE seq = 20`,
    ['entry-changed', 'tree-changed', 'differs-from-anchor', 'checkpoint-forged'],
    20,
  ],
  [
    'one replaced by no JSON',
    `UPDATE entry SET leaf = '"type":"member.added"' WHERE seq = 20`,
    ['entry-changed', 'tree-changed', 'differs-from-anchor', 'checkpoint-forged'],
    20,
  ],
  [
    'one of access replaced by an empty one',
    `UPDATE entry SET leaf = '{"type":"member.added"}' WHERE seq = 5`,
    ['entry-changed', 'tree-changed', 'differs-from-anchor', 'checkpoint-forged', 'access-differs'],
    5,
  ],
  [
    'the last replaced by no JSON',
    `UPDATE entry SET leaf = '{' WHERE seq = (SELECT max(seq) FROM entry)`,
    ['entry-changed', 'tree-changed', 'differs-from-anchor'],
    -1,
  ],
  [
    'one removed',
    'DELETE FROM entry WHERE seq = 20',
    ['entry-missing', 'entry-changed', 'tree-changed', 'differs-from-anchor', 'checkpoint-forged'],
    20,
  ],
  [
    'the last removed',
    'DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)',
    ['entry-missing', 'behind-anchor'],
    -1,
  ],
  [
    'all removed',
    'DELETE FROM entry',
    ['entry-missing', 'behind-anchor', 'checkpoint-forged', 'access-differs'],
    0,
  ],
  [
    'two in the other order',
    `UPDATE entry SET seq = -20 WHERE seq = 20; UPDATE entry SET seq = 20 WHERE seq = 21; UPDATE entry SET seq = 21 WHERE seq = -20`,
    ['entry-changed', 'tree-changed', 'differs-from-anchor', 'checkpoint-forged'],
    20,
  ],
  ['one added at the end', copyOf(20, '(SELECT max(seq) + 1 FROM entry)'), ['entry-added'], -2],
  ['one added far beyond the end', copyOf(20, '9000000000000000'), ['entry-added', 'entry-missing'], -2],
  ['one added before the beginning', copyOf(20, '-7'), ['entry-added'], -7],
  [
    'one inserted, the rest moved up',
    `UPDATE entry SET seq = -seq - 1 WHERE seq >= 20; UPDATE entry SET seq = -seq WHERE seq < 0; ${copyOf(19, '20')}`,
    // So many entries differ that the check looks no further: not at the inner nodes either.
    ['entry-changed', 'entry-added', 'differs-from-anchor', 'checkpoint-forged'],
    20,
  ],
  [
    'a node of the tree removed',
    'DELETE FROM log_node WHERE level = 2 AND position = 1',
    ['tree-changed'],
    -3,
  ],
  [
    'a node of the tree changed',
    `UPDATE log_node SET hash = zeroblob(32) WHERE level = 1 AND position = 3`,
    ['tree-changed'],
    -3,
  ],
  [
    'a leaf of the tree removed',
    'DELETE FROM log_node WHERE level = 0 AND position = 20',
    ['entry-added'],
    20,
  ],
  [
    'a node added above the tree',
    `INSERT INTO log_node (level, position, hash) VALUES (9, 0, zeroblob(32))`,
    ['tree-changed'],
    -3,
  ],
]

describe('A2: entries tampered with by someone who has the key', () => {
  test.each(tamperings)('%s', async (_name, sql, kinds, first) => {
    const { workspace, size } = busy
    behindTheGuards(workspace, (connection) => connection.execute(sql))
    const asMember = await expectFound(workspace, kinds, busy.nina)
    await expectRefusal(async () => await asMember.goOn('let me in'), 'refused')
    const quarantine = await expectFound(workspace, kinds)
    const named = first === -1 ? size - 1 : first === -2 ? size : first
    if (first !== -3) expect(quarantine.findings[0]?.seq).toBe(named)

    const scope = await quarantine.goOn('talked to everyone')
    workspace.anchor(scope)
    expect(
      (await scope.check({ anchorNote: workspace.anchorNote, signingKey: workspace.signer.publicKey }))
        .findings,
    ).toEqual([])
    const again = await workspace.open()
    const continued = again.reader.log.latest(1)[0]
    expect(continued?.type).toBe('log.continued')
    expect(new Set(Object(continued?.about['findings']) as Iterable<string>)).toEqual(new Set(kinds))
    expect(continued?.about['anchored']).toMatchObject({ size })
    // Every entry that is left can be read.
    expect(again.reader.log.latest(1_000_000).length).toBe(again.log.size)
  })

  test('the tree rebuilt to fit differs from the anchor', async () => {
    const { workspace } = busy
    behindTheGuards(workspace, (connection) => {
      const leaf = changedLeaf(connection, 20)
      connection.prepare('UPDATE entry SET leaf = ? WHERE seq = 20').run(leaf)
      rebuildTree(connection)
    })
    await expectFound(workspace, ['differs-from-anchor', 'checkpoint-forged'])
  })

  test('a member who made herself an owner in the table is found, and is none', async () => {
    const { workspace, mia } = busy
    behindTheGuards(workspace, (connection) => {
      connection.execute(`UPDATE member SET role = 'owner' WHERE id = '${mia.id}'`)
    })
    const quarantine = await expectFound(workspace, ['access-differs'], mia)
    await expectRefusal(async () => await quarantine.goOn('I am an owner'), 'refused')
  })

  function changedLeaf(connection: Connection, seq: number): string {
    const row = connection.prepare<{ leaf: string }>('SELECT leaf FROM entry WHERE seq = ?').get(seq)
    const entry = Entry.parse(JSON.parse(row?.leaf ?? ''))
    return canonicalJson({ ...entry, actor: newId(StaffId) })
  }

  function rebuildTree(connection: Connection): void {
    const rows = connection
      .prepare<{ seq: number; leaf: string }>('SELECT seq, leaf FROM entry ORDER BY seq')
      .all()
    connection.execute('DELETE FROM log_node')
    const put = connection.prepare('INSERT INTO log_node (level, position, hash) VALUES (?, ?, ?)')
    let level = rows.map(({ leaf }) => leafHash(Buffer.from(leaf)))
    for (let height = 0; level.length > 0; height += 1) {
      level.forEach((hash, position) => put.run(height, position, hash))
      level = level.flatMap((left, index) => {
        const right = level[index + 1]
        return index % 2 === 0 && right ? [nodeHash(left, right)] : []
      })
    }
  }
})

describe('A2: checkpoints and anchors', () => {
  const otherKey = signerFrom(newSigningSeed())

  test('a checkpoint in the file that another key signed', async () => {
    const { workspace, size } = busy
    const note = signCheckpoint({ logId: workspace.id, size, root: new Uint8Array(32), timeMs: 1 }, otherKey)
    keepNote(size, note)
    await expectFound(workspace, ['checkpoint-forged'])
  })

  test.each<readonly [string, () => string]>([
    ['of another log', () => sign({ logId: newId(WorkspaceId) })],
    ['that is no note', () => 'forged'],
    ['whose size is another', () => sign({ size: busy.size - 1 })],
    ['with another root', () => sign({ root: new Uint8Array(32).fill(7) })],
  ])('a checkpoint in the file %s', async (_name, note) => {
    const { workspace, size, earlier } = busy
    workspace.anchorNote = earlier.anchorNote
    keepNote(size, note())
    await expectFound(workspace, ['checkpoint-forged'])
  })

  test.each<readonly [string, () => string | null, FindingKind]>([
    ['by another key', () => signCheckpoint(position(), otherKey), 'anchor-forged'],
    ['of another log', () => sign({ logId: newId(WorkspaceId) }), 'anchor-forged'],
    ['that is no note', () => 'bulkhead.invalid', 'anchor-forged'],
    [
      'with a line changed',
      () => (busy.workspace.anchorNote ?? '').replace(/time \d/, 'time 9'),
      'anchor-forged',
    ],
    ['larger than the log', () => sign({ size: busy.size + 1 }), 'behind-anchor'],
    ['with another root', () => sign({ root: new Uint8Array(32).fill(7) }), 'differs-from-anchor'],
    ['removed', () => null, 'anchor-missing'],
  ])('an anchor %s; an owner goes on', async (_name, note, kind) => {
    const { workspace, mia } = busy
    workspace.anchorNote = note()
    const asMember = await expectFound(workspace, [kind], mia)
    await expectRefusal(async () => await asMember.goOn('let me in'), 'refused')
    const quarantine = await expectFound(workspace, [kind])
    workspace.anchor(await quarantine.goOn('the anchor was lost'))
    const entry = (await workspace.open()).reader.log.latest(1)[0]
    expect(entry).toMatchObject({ type: 'log.continued', about: { findings: [kind] } })
  })

  test('an older anchor under a longer log is right: the file may be ahead', async () => {
    busy.workspace.anchorNote = busy.earlier.anchorNote
    expect((await busy.workspace.open()).log.size).toBe(busy.size)
  })

  function position(): Checkpoint {
    const { workspace, size } = busy
    const root = operate(workspace, (connection) => new Log(connection, workspace.id).root(size))
    return { logId: workspace.id, size, root, timeMs: 1 }
  }

  function sign(change: Partial<Checkpoint>): string {
    return signCheckpoint({ ...position(), ...change }, busy.workspace.signer)
  }

  function keepNote(size: number, note: string): void {
    operate(busy.workspace, (connection) =>
      connection.prepare('INSERT OR REPLACE INTO log_checkpoint (size, note) VALUES (?, ?)').run(size, note),
    )
  }
})
