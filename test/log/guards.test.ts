import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logTables, logTriggers } from '../../core/audit/log-schema.ts'
import { baseTables } from '../../core/workspace/schema.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { type BusyWorkspace, busyWorkspace } from './busy-workspace.ts'
import { expectFound } from './expect-found.ts'
import { execute, operate } from './surgery.ts'

const folder = temporaryFolder()
let busy: BusyWorkspace

beforeAll(async () => {
  busy = await busyWorkspace(folder.path)
})
afterAll(() => {
  busy.workspace.close()
  folder.remove()
})

describe('A2: on a connection of the app the log is append-only', () => {
  test.each([
    `UPDATE entry SET leaf = '{}' WHERE seq = 3`,
    `UPDATE entry SET seq = seq + 1000`,
    `UPDATE OR REPLACE entry SET seq = 4 WHERE seq = 3`,
    `DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)`,
    `DELETE FROM entry`,
    `INSERT OR REPLACE INTO entry (seq, leaf) VALUES (3, '{}')`,
    `REPLACE INTO entry (seq, leaf) VALUES (3, '{}')`,
    `INSERT INTO entry (seq, leaf) VALUES (3, '{}') ON CONFLICT (seq) DO UPDATE SET leaf = '{}'`,
    `INSERT OR IGNORE INTO entry (seq, leaf) VALUES (3, '{}')`,
    `INSERT OR IGNORE INTO entry (seq, leaf) VALUES (100000, '{}')`,
    `INSERT INTO entry (seq, leaf) VALUES (-1, '{}')`,
    `UPDATE opening SET value = '"x"' WHERE seq = 0`,
  ])('%s', (sql) => {
    busy.restore()
    operate(busy.workspace, (connection) => {
      const before = connection.prepare('SELECT * FROM entry').all()
      expect(() => connection.execute(sql)).toThrow(/append-only|written once/)
      expect(connection.prepare('SELECT * FROM entry').all()).toEqual(before)
    })
  })
})

describe('A2: what the schema lost is found', () => {
  test.each(logTriggers)('guard %s; an owner goes on and it is back', async (trigger) => {
    busy.restore()
    execute(busy.workspace, `DROP TRIGGER ${trigger}`)
    const quarantine = await expectFound(busy.workspace, ['guard-missing'])
    busy.workspace.anchor(await quarantine.goOn('a guard was gone'))
    await busy.workspace.open()
    busy.workspace.close()
    expect(() => execute(busy.workspace, `UPDATE entry SET seq = 1 WHERE seq = 0`)).toThrow('append-only')
    expect(() => execute(busy.workspace, `INSERT INTO entry VALUES (100000, '{}')`)).toThrow('append-only')
    expect(() => execute(busy.workspace, `DELETE FROM entry`)).toThrow('append-only')
    expect(() => execute(busy.workspace, `UPDATE opening SET value = ''`)).toThrow('written once')
  })

  test.each(logTables)('table %s of the log; an owner goes on, a member does not', async (table) => {
    busy.restore()
    execute(busy.workspace, `DROP TABLE ${table}`)
    const guarded = table === 'entry' || table === 'opening'
    const kinds = guarded ? (['guard-missing', 'table-missing'] as const) : (['table-missing'] as const)
    const asMember = await expectFound(busy.workspace, kinds, busy.mia)
    await expectRefusal(async () => await asMember.goOn('let me in'), 'refused')
    const quarantine = await expectFound(busy.workspace, kinds)
    const scope = await quarantine.goOn('a table was gone')
    busy.workspace.anchor(scope)
    const [continued] = (await busy.workspace.open()).reader.log.latest(1)
    expect(continued).toMatchObject({
      type: 'log.continued',
      about: { findings: ['table-missing', 'guard-missing'].slice(0, kinds.length) },
    })
  })

  test.each(baseTables)('table %s: it cannot be made again, so nobody goes on', async (table) => {
    busy.restore()
    execute(busy.workspace, `PRAGMA foreign_keys = off; DROP TABLE ${table}`)
    const quarantine = await expectFound(busy.workspace, ['table-missing'])
    await expectRefusal(async () => await quarantine.goOn('a table was gone'), 'damaged')
  })
})
