import { copyFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openCheckpoint } from '../../core/audit/checkpoint.ts'
import { leafHash } from '../../core/audit/merkle.ts'
import { verifyConsistency, verifyInclusion } from '../../core/audit/verify-proof.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { growLog } from '../bench/long-log.ts'
import { BuiltWorkspace, temporaryFolder } from '../builders.ts'
import { behindTheGuards } from './surgery.ts'
import { expectFound, kindsOf } from './expect-found.ts'

const entries = 50_000
const folder = temporaryFolder()
const workspace = new BuiltWorkspace(folder.path)
let scope: Scope

beforeAll(async () => {
  const before = await workspace.open()
  growLog(before, entries, () => workspace.anchor(before))
  scope = await workspace.open()
})
afterAll(() => {
  workspace.close()
  folder.remove()
})

/** How often others in this process have had their turn. */
function countTurns(): { readonly sofar: number; stop(): void } {
  let sofar = 0
  let over = false
  const turn = () => {
    sofar += 1
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  return {
    get sofar() {
      return sofar
    },
    stop() {
      over = true
    },
  }
}

describe('A2: a log of 50,000 entries', () => {
  test('is checked in slices that leave the process free, and says how far it is', async () => {
    const told: { done: number; total: number; turns: number }[] = []
    const turns = countTurns()
    const { findings, found } = await scope.check({
      anchorNote: workspace.anchorNote,
      signingKey: workspace.signer.publicKey,
      onProgress: (done, total) => told.push({ done, total, turns: turns.sofar }),
    })
    turns.stop()
    const { size } = scope.log
    expect(findings).toEqual([])
    expect(found).toEqual({ size, root: scope.log.root() })
    expect(told.at(-1)).toMatchObject({ done: size, total: size })
    expect(told.length).toBe(Math.ceil(size / 2_000))
    // Every 2,000 entries others have their turn.
    told.reduce((before, slice) => {
      expect(slice.done - before.done).toBeLessThanOrEqual(2_000)
      expect(slice.turns).toBeGreaterThan(before.turns)
      return slice
    })
  })

  test('stops when it is told to', async () => {
    const stop = new AbortController()
    const checking = scope.check({
      anchorNote: workspace.anchorNote,
      signingKey: workspace.signer.publicKey,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    await expect(checking).rejects.toThrow('aborted')
  })

  test('goes on growing while it is checked', async () => {
    let more = 3
    const { findings, found } = await scope.check({
      anchorNote: workspace.anchorNote,
      signingKey: workspace.signer.publicKey,
      onProgress: () => {
        if (more-- > 0) growLog(scope, 1_001, () => undefined)
      },
    })
    expect(findings).toEqual([])
    expect(found).toEqual(scope.log.position)
  })

  test('has proofs for any entry and any earlier state', () => {
    const { size, root } = scope.log.position
    for (const seq of [0, 1, 4_095, 4_096, 32_767, 32_768, 49_999, size - 1]) {
      const { leaf } = scope.reader.log.entry(seq)
      const proof = scope.log.inclusion(seq, size)
      expect(proof.length).toBeLessThanOrEqual(16)
      expect(verifyInclusion({ leafHash: leafHash(Buffer.from(leaf)), index: seq, size, root, proof })).toBe(
        true,
      )
      const oldSize = seq + 1
      expect(
        verifyConsistency({
          oldSize,
          oldRoot: scope.log.root(oldSize),
          newSize: size,
          newRoot: root,
          proof: scope.log.consistency(oldSize, size),
        }),
      ).toBe(true)
    }
  })

  test('keeps one checkpoint for each 256 entries', () => {
    const sizes: number[] = []
    for (let at = scope.log.checkpointBeyond(0); at; at = scope.log.checkpointBeyond(at.size)) {
      expect(openCheckpoint(at.note, workspace.signer.publicKey).size).toBe(at.size)
      sizes.push(at.size)
    }
    const stretches = sizes.map((size) => Math.floor((size - 1) / 256))
    expect(new Set(stretches).size).toBe(sizes.length)
    const size = scope.log.size
    for (let time = 0; time < 3; time += 1) {
      growLog(scope, 1, () => workspace.anchor(scope))
      expect(scope.log.checkpointBeyond(size + time)?.size).toBe(size + time + 1)
    }
    const stretch = Math.floor(size / 256)
    const left = Math.floor((size + 2) / 256) === stretch ? 1 : 2
    let kept = 0
    for (let at = scope.log.checkpointBeyond(size); at; at = scope.log.checkpointBeyond(at.size)) kept += 1
    expect(kept).toBe(left)
  })
})

describe('A2: damage far behind the first slice', () => {
  const damaged = new BuiltWorkspace(folder.path)
  const copy = `${damaged.file}.whole`

  beforeAll(async () => {
    const grown = await damaged.open()
    for (let time = 0; time < 9; time += 1) {
      grown.write((writer) => {
        for (let one = 0; one < 1_000; one += 1)
          writer.record({ type: 'people.listed', outcome: 'done', about: {}, sealed: {} })
      })
      damaged.anchor(grown)
    }
    damaged.close()
    copyFileSync(damaged.file, copy)
  })
  afterEach(() => {
    damaged.close()
    copyFileSync(copy, damaged.file)
  })

  test.each([
    [
      'an entry changed',
      `UPDATE entry SET leaf = replace(leaf, '"done"', '"failed"') WHERE seq = 7001`,
      ['entry-changed', 'tree-changed', 'differs-from-anchor', 'checkpoint-forged'],
    ],
    [
      'an entry removed',
      'DELETE FROM entry WHERE seq = 7001',
      ['entry-missing', 'entry-changed', 'tree-changed', 'differs-from-anchor', 'checkpoint-forged'],
    ],
    [
      'a node of the tree changed',
      'UPDATE log_node SET hash = randomblob(32) WHERE level = 3 AND position = 900',
      ['tree-changed'],
    ],
    [
      'two nodes of the tree in each other’s place',
      `CREATE TEMP TABLE held AS SELECT * FROM log_node WHERE level = 1 AND position IN (3500, 3501);
       UPDATE log_node SET hash = (SELECT hash FROM held WHERE position = 7001 - log_node.position)
       WHERE level = 1 AND position IN (3500, 3501)`,
      ['tree-changed'],
    ],
    [
      'a leaf of the tree removed',
      'DELETE FROM log_node WHERE level = 0 AND position = 7001',
      ['entry-added'],
    ],
    [
      'a leaf of the tree too many',
      'INSERT INTO log_node SELECT 0, max(position) + 1, zeroblob(32) FROM log_node WHERE level = 0',
      ['entry-missing'],
    ],
    [
      'a node before the tree',
      'INSERT INTO log_node (level, position, hash) VALUES (5, -1, zeroblob(32))',
      ['tree-changed'],
    ],
    [
      'a node beyond the tree',
      'INSERT INTO log_node (level, position, hash) VALUES (5, 1000, zeroblob(32))',
      ['tree-changed'],
    ],
    [
      'a node below the tree',
      'INSERT INTO log_node (level, position, hash) VALUES (-1, 7, zeroblob(32))',
      ['tree-changed'],
    ],
    [
      'a checkpoint no one signed',
      `UPDATE log_checkpoint SET note = 'forged' WHERE size > 7000 AND size < 8004`,
      ['checkpoint-forged'],
    ],
  ] as const)('%s', async (_name, sql, kinds) => {
    behindTheGuards(damaged, (connection) => connection.execute(sql))
    await expectFound(damaged, kinds)
  })

  test('an owner goes on from it in slices, all of it or nothing', async () => {
    behindTheGuards(damaged, (connection) => connection.execute('DELETE FROM entry WHERE seq = 7001'))
    const quarantine = await expectFound(damaged, [
      'entry-missing',
      'entry-changed',
      'tree-changed',
      'differs-from-anchor',
      'checkpoint-forged',
    ])
    const told: { done: number; turns: number }[] = []
    const turns = countTurns()
    const broken = quarantine.goOn('stopped on the way', (done) => {
      if (done > 4_000) throw new Error('stopped')
    })
    await expect(broken).rejects.toThrow('stopped')
    const after = await quarantine.goOn('an entry is gone', (done) => told.push({ done, turns: turns.sofar }))
    turns.stop()
    expect(told.length).toBeGreaterThan(20)
    expect(told.at(-1)?.done).toBeGreaterThanOrEqual(9_000)
    told.reduce((before, slice) => {
      expect(slice.turns).toBeGreaterThan(before.turns)
      return slice
    })
    expect(after.log.leaves(7_001, 1)[0]?.leaf).toContain('"type":"log.lost"')
    const { findings } = await after.check({ anchorNote: null, signingKey: damaged.signer.publicKey })
    expect(kindsOf(findings)).toEqual(['anchor-missing'])
    expect(after.reader.log.latest(1)).toMatchObject([{ type: 'log.continued' }])
  })
})
