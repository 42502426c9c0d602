import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Reserve, reserveFile } from '../../core/database/reserve.ts'
import { BulkheadError } from '../../core/errors.ts'
import { temporaryFolder } from '../builders.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const bytes = 256 * 1024
const full = () => new BulkheadError('disk-full', 'The disk is full.')
let databases = 0
let file: string
let nowMs: number
let reserve: Reserve
beforeEach(() => {
  const database = join(folder.path, `${(databases += 1)}.db`)
  file = reserveFile(database)
  nowMs = 0
  reserve = Reserve.beside(database, () => nowMs)
})

/** Something that finds no room so many times, and then does. */
function failing(times: number): () => string {
  let left = times
  return () => {
    if (left-- > 0) throw full()
    return 'written'
  }
}

describe('K5: the reserve', () => {
  test('is made once, closed to others, and says nothing', () => {
    reserve.keep()
    expect(statSync(file)).toMatchObject({ size: bytes })
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    const content = readFileSync(file)
    expect(new Set(content).size).toBe(256)
    nowMs += 60_000
    reserve.keep()
    expect(readFileSync(file).equals(content)).toBe(true)
  })

  test('that an earlier process has kept counts, and one that was cut off does not', () => {
    writeFileSync(file, new Uint8Array(bytes))
    reserve.keep()
    expect(readFileSync(file).every((byte) => byte === 0)).toBe(true)
    const other = Reserve.beside(file.replace(/\.reserve$/, ''), () => nowMs)
    truncateSync(file, 100)
    other.keep()
    expect(statSync(file).size).toBe(bytes)
  })

  test('is left alone while there is room, and by other failures', () => {
    reserve.keep()
    expect(reserve.use(failing(0))).toBe('written')
    expect(() =>
      reserve.use(() => {
        throw new BulkheadError('damaged', 'The file is damaged.')
      }),
    ).toThrow('damaged')
    expect(existsSync(file)).toBe(true)
  })

  test('is given up on a full disk, and what failed is tried once more', () => {
    reserve.keep()
    expect(reserve.use(failing(1))).toBe('written')
    expect(existsSync(file)).toBe(false)
    expect(() => reserve.use(failing(1))).toThrow('full')
  })

  test('does not hide that even it was not enough', () => {
    reserve.keep()
    expect(() => reserve.use(failing(2))).toThrow('full')
  })

  test('is made again, but not at once', () => {
    reserve.keep()
    reserve.use(failing(1))
    nowMs += 9_999
    reserve.keep()
    expect(existsSync(file)).toBe(false)
    nowMs += 1
    reserve.keep()
    expect(statSync(file).size).toBe(bytes)
  })

  test('that cannot be made is not there in part', () => {
    const nowhere = Reserve.beside(join(folder.path, 'no-such-folder', 'a.db'))
    nowhere.keep()
    expect(() => nowhere.use(failing(1))).toThrow('full')
  })
})
