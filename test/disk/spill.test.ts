import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Connection, openDatabase } from '../../core/database/connection.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { temporaryFolder } from '../builders.ts'
import { canaryWord } from './canary.ts'
import { Needles } from './needles.ts'
import { searchDeletedFiles } from './search-files.ts'

/** SQLite deletes its temporary files as soon as it has opened them, so they are looked for among the open files. */
describe.skipIf(process.platform !== 'linux')('a sort that is larger than the cache', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let connection: Connection
  const word = canaryWord()
  const needles = new Needles({ word })

  beforeEach(() => {
    folder = temporaryFolder()
    connection = openDatabase({ file: join(folder.path, 'sorted.db'), key: randomSecret(32), mode: 'create' })
    connection.execute('CREATE TABLE line (text TEXT NOT NULL) STRICT')
    const insert = connection.prepare('INSERT INTO line (text) VALUES (?)')
    connection.transaction(() => {
      for (let number = 0; number < 20_000; number++)
        insert.run(`${(number * 7919) % 20_000} ${word} ${'text of a document '.repeat(20)}`)
    })
    // The product's cache holds more than is worth writing in a test.
    connection.pragma('cache_size = -500')
  })
  afterEach(() => {
    connection.close()
    folder.remove()
  })

  /** Sorts, builds an index and materialises a table, and looks at the open files in the middle of each. */
  function workAndLook(): { found: string[]; opened: string[] } {
    const before = new Set(openFiles())
    const found: string[] = []
    const opened: string[] = []
    const look = () => {
      found.push(...searchDeletedFiles(needles, process.pid))
      opened.push(...openFiles().filter((path) => !before.has(path)))
      return 1
    }
    const sorted = connection.prepare<{ text: string }>('SELECT text FROM line ORDER BY text').iterate()
    expect(sorted.next().done).toBe(false)
    look()
    for (const _row of sorted);
    connection.execute('CREATE TEMP TABLE copy AS SELECT text FROM line ORDER BY text DESC')
    look()
    connection.execute('CREATE INDEX temp.by_text ON copy (text)')
    look()
    return { found, opened }
  }

  test('K1: opens no file but the database and its log', () => {
    expect(workAndLook()).toEqual({ found: [], opened: [] })
  })

  test('the search finds the words in temporary files where SQLite may make them', () => {
    connection.pragma('temp_store = file')
    const { found, opened } = workAndLook()
    expect(found.some((hit) => hit.endsWith('word (plain)'))).toBe(true)
    expect(opened.length).toBeGreaterThan(0)
  })
})

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`)
      return path.startsWith('/') && !path.startsWith('/proc/') ? [path] : []
    } catch {
      return []
    }
  })
}
