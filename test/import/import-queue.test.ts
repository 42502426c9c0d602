import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { GroupId } from '../../core/ids.ts'
import { discardWaiting } from '../../core/ingest/discard-waiting.ts'
import { Extractor } from '../../core/ingest/extractor.ts'
import type { Import } from '../../core/ingest/import.ts'
import { findFiles } from '../../core/ingest/find-files.ts'
import { importFiles, resumeImport } from '../../core/ingest/import-files.ts'
import { ImportQueue } from '../../core/ingest/import-queue.ts'
import type { Access } from '../../core/workspace/access.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { BuiltWorkspace, builtMember, everyone, temporaryFolder, testEmbedder } from '../builders.ts'
import { unheard } from './unheard.ts'

const extractor = new Extractor()
afterAll(() => extractor.close())

const member = builtMember('Mina Member', 'member')

let folder: { path: string; remove(): void }
let workspace: BuiltWorkspace
let scope: Scope
let queue: ImportQueue
beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  await reopen()
  scope.write((writer) => {
    writer.people.addMember(member)
    writer.people.join(everyone(scope), member.id)
  })
})
afterEach(() => {
  workspace.close()
  folder.remove()
})

/** As after a lock or a kill: what is not in the file is gone. */
async function reopen(as = workspace.owner): Promise<void> {
  if (scope && workspace.anchorNote !== null) {
    try {
      workspace.anchor(scope)
    } catch {
      // Not open.
    }
  }
  scope = await workspace.open(as)
  queue = new ImportQueue()
}

function file(name: string, content = `The text of ${name}.`): string {
  const path = join(folder.path, name)
  writeFileSync(path, content)
  return path
}

const access = (): Access => ({ reader: scope.reader, write: (work) => scope.write(work) })
const working = (options: Partial<Import> = {}): Import => ({
  access: access(),
  embedder: testEmbedder,
  extractor,
  signal: new AbortController().signal,
  ...unheard(),
  queue,
  ...options,
})
const importing = async (paths: readonly string[], options: Partial<Import> = {}) =>
  await importFiles(working(options), await findFiles(paths), () => [everyone(scope)])

/** Stops when that many files have ended; with 0 when the original of the first is kept and nothing has ended. */
async function stopped(paths: readonly string[], after: number): Promise<void> {
  const stop = new AbortController()
  let ended = 0
  const embedder = {
    ...testEmbedder,
    embed: async (texts: readonly string[], _kind: string, signal?: AbortSignal) => {
      signal?.throwIfAborted()
      return await testEmbedder.embed(texts)
    },
  }
  const stopping = importing(paths, {
    embedder,
    signal: stop.signal,
    onEnded: () => {
      ended += 1
      if (ended === after) stop.abort()
    },
    onStage: (_index, stage) => {
      if (after === 0 && stage === 'embedding') stop.abort()
    },
  })
  await expect(stopping).rejects.toMatchObject({ code: 'cancelled' })
}

const waiting = () => queue.waiting(scope.reader).map(({ name }) => name)
const statuses = () => scope.reader.documents.list().map((one) => `${one.title} ${one.status}`)
const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt']
const ready = names.map((name) => `${name} ready`)

describe('K5: files that wait', () => {
  test('all are queued before the first is read, and each leaves as its outcome is stored', async () => {
    const left: string[][] = []
    await importing(
      names.map((name) => file(name)),
      {
        onStage: () => left.push(scope.reader.waitingFiles.list().map(({ name }) => name)),
        onEnded: () => left.push(scope.reader.waitingFiles.list().map(({ name }) => name)),
      },
    )
    expect(left[0]).toEqual(names)
    expect(left.at(-1)).toEqual([])
    for (const [index, one] of left.entries())
      expect(one.length).toBeLessThanOrEqual(left[index - 1]?.length ?? 4)
  })

  test('stopped, they wait through a lock, and going on reads just those', async () => {
    await stopped(
      names.map((name) => file(name)),
      1,
    )
    const before = waiting()
    expect(before.length).toBeGreaterThan(0)
    expect(before.length).toBeLessThan(4)
    await reopen()
    expect(waiting()).toEqual(before)
    const told: string[] = []
    const results = await resumeImport(
      working({ onFiles: (files) => told.push(...files.map(({ name }) => name)) }),
    )
    expect(told).toEqual(before)
    expect(results.map(({ status }) => status)).toEqual(before.map(() => 'ready'))
    expect(waiting()).toEqual([])
    expect(statuses()).toEqual(ready)
    expect(scope.reader.passages.totals().passages).toBe(4)
  })

  test('a file that is gone meanwhile fails alone, unless its original was kept already', async () => {
    const paths = names.map((name) => file(name))
    await stopped(paths, 0)
    const kept = scope.reader.waitingFiles.list().filter((one) => one.document !== null)
    for (const path of paths) rmSync(path)
    await reopen()
    const results = await resumeImport(working())
    for (const { path, status, reason } of results)
      expect([status, reason], path).toEqual(
        kept.some((one) => one.path === path) ? ['ready', null] : ['failed', 'There is no such file.'],
      )
    expect(waiting()).toEqual([])
  })

  test('the same files chosen again after a stop are not queued twice', async () => {
    const paths = names.map((name) => file(name))
    await stopped(paths, 1)
    await reopen()
    expect(await importing(paths)).toHaveLength(4)
    expect(waiting()).toEqual([])
    expect(scope.reader.waitingFiles.list()).toEqual([])
    expect(statuses()).toEqual(ready)
  })

  test('a defect of the import as a whole leaves them waiting; a file’s own does not', async () => {
    const broken = { ...testEmbedder, embed: () => Promise.reject(new Error('defect')) }
    await expect(importing([file('a.txt'), file('b.csv', 'a,b\n')], { embedder: broken })).rejects.toThrow(
      'defect',
    )
    expect(waiting()).toEqual(['a.txt'])
  })

  test('K1: their paths stand in the encrypted file alone', async () => {
    await stopped([file('canary-of-a-path.txt')], 0)
    expect(waiting()).toEqual(['canary-of-a-path.txt'])
    for (const end of ['', '-wal'])
      expect(readFileSync(`${workspace.file}${end}`).includes('canary-of-a-path')).toBe(false)
  })
})

describe('imports take turns', () => {
  test('what is chosen while one runs is told at once, read after it, and is not “waiting” to be gone on with', async () => {
    const said: string[] = []
    const told = { first: Promise.withResolvers<void>(), second: Promise.withResolvers<void>() }
    const follow = (name: 'first' | 'second'): Partial<Import> => ({
      onFiles: (files) => {
        said.push(`${name} files ${files.length}`)
        told[name].resolve()
      },
      onStage: (index, stage) => said.push(`${name} ${index} ${stage}`),
      onEnded: (index, { status }) => said.push(`${name} ${index} ${status}`),
    })
    const first = importing([file('a.txt'), file('b.txt')], follow('first'))
    await told.first.promise
    const second = importing([file('c.txt'), file('d.txt')], follow('second'))
    await told.second.promise
    await new Promise((resolve) => setImmediate(resolve))
    expect(scope.reader.waitingFiles.list().length).toBeGreaterThan(0)
    expect(waiting()).toEqual([])
    await Promise.all([first, second])
    const lastOfFirst = said.findLastIndex((one) => one.startsWith('first'))
    expect(said.indexOf('second files 2')).toBeLessThan(lastOfFirst)
    expect(said.findIndex((one) => /^second \d/.test(one))).toBeGreaterThan(lastOfFirst)
    expect(statuses()).toEqual(ready)
  })

  test('S5: stopping one leaves the other alone, whichever it is', async () => {
    for (const which of [0, 1]) {
      const stops = [new AbortController(), new AbortController()]
      const running = stops.map(async ({ signal }, index) =>
        importing([file(`${which}${index}.txt`)], { signal }).then(
          ([imported]) => imported?.status,
          (error: { code?: string }) => error.code,
        ),
      )
      stops[which]?.abort()
      const expected = ['ready', 'ready']
      expected[which] = 'cancelled'
      expect(await Promise.all(running)).toEqual(expected)
    }
    expect(waiting()).toEqual(['00.txt', '11.txt'])
  })
})

describe('forgetting what waits', () => {
  test('the files are forgotten, and so is what was begun for them; what is ready stays', async () => {
    await stopped(
      names.map((name) => file(name)),
      1,
    )
    const count = waiting().length
    const done = statuses().filter((one) => one.endsWith('ready'))
    discardWaiting(access(), queue)
    expect(waiting()).toEqual([])
    expect(statuses()).toEqual(done)
    const [last, ...before] = scope.reader.log.latest(10)
    expect([last, ...before].map((entry) => entry?.type)).toContain('import.discarded')
    const entry = scope.reader.log.latest(10).find(({ type }) => type === 'import.discarded')
    expect(entry && scope.reader.log.openings(entry)).toEqual({ files: { value: count } })
    await reopen()
    expect(await resumeImport(working())).toEqual([])
  })

  test.each(['who began it', 'who came later'])(
    'a document that a colleague’s file waits for too is not taken away by %s',
    async (who) => {
      const path = file('a.txt')
      await stopped([path], 0)
      await reopen(member)
      await stopped([path], 0)
      expect(statuses()).toEqual(['a.txt waiting'])
      const [forgetting, other] =
        who === 'who came later' ? [member, workspace.owner] : [workspace.owner, member]
      await reopen(forgetting)
      discardWaiting(access(), queue)
      expect(waiting()).toEqual([])
      expect(statuses()).toEqual(['a.txt waiting'])
      await reopen(other)
      expect(waiting()).toEqual(['a.txt'])
      expect(await resumeImport(working())).toMatchObject([{ status: 'ready' }])
      expect(statuses()).toEqual(['a.txt ready'])
    },
  )

  test('a document that somebody else began, and waits for no more, is not taken away either', async () => {
    const path = file('a.txt')
    await stopped([path], 0)
    scope.write((writer) => {
      for (const { key } of writer.reader.waitingFiles.list()) writer.waitingFiles.ended(key)
    })
    await reopen(member)
    await stopped([path], 0)
    discardWaiting(access(), queue)
    expect(statuses()).toEqual(['a.txt waiting'])
  })
})

describe('S3, R1: each member’s files are theirs', () => {
  test('a colleague neither sees, reads nor forgets them', async () => {
    await stopped(
      names.map((name) => file(name)),
      1,
    )
    const before = waiting()
    await reopen(member)
    expect(waiting()).toEqual([])
    expect(await resumeImport(working())).toEqual([])
    const theirs = scope.reader.waitingFiles
    expect(theirs.list()).toEqual([])
    for (let key = 0; key < 10; key += 1) scope.write((writer) => writer.waitingFiles.ended(key))
    scope.write((writer) => writer.waitingFiles.forget([...Array(10).keys()]))
    await reopen()
    expect(waiting()).toEqual(before)
  })

  describe('a file whose groups change while it waits', () => {
    const group = (name: string) =>
      scope.write(({ people }) => {
        const id = people.addGroup(name)
        people.join(id, scope.member)
        return id
      })
    async function queueFor(groups: readonly GroupId[]): Promise<void> {
      const stop = new AbortController()
      const options = { signal: stop.signal, onFiles: () => stop.abort() }
      const stopping = importFiles(working(options), await findFiles([file('a.txt')]), () => groups)
      await expect(stopping).rejects.toMatchObject({ code: 'cancelled' })
    }
    const groupsOfDocuments = () => scope.reader.documents.list().map((one) => one.groups.toSorted())
    const changes: [string, (id: GroupId) => void][] = [
      ['was removed', (id) => scope.write(({ people }) => people.removeGroup(id))],
      [
        'was removed and made anew',
        (id) => {
          scope.write(({ people }) => people.removeGroup(id))
          group('partners')
        },
      ],
      ['was left by its importer', (id) => scope.write(({ people }) => people.leave(id, scope.member))],
    ]

    test.each(changes)('is read by the others where one %s, and by nobody more', async (_how, change) => {
      const [partners, tax] = [group('partners'), group('tax')]
      await queueFor([partners, tax])
      change(partners)
      expect(await resumeImport(working())).toMatchObject([{ status: 'ready' }])
      expect(groupsOfDocuments()).toEqual([['tax']])
    })

    test.each(changes)('is not kept where its only one %s', async (_how, change) => {
      const partners = group('partners')
      await queueFor([partners])
      change(partners)
      const [result] = await resumeImport(working())
      expect(result).toMatchObject({ status: 'failed', document: null })
      expect(result?.reason).toContain('in none of the groups any more')
      expect(statuses()).toEqual([])
      expect(waiting()).toEqual([])
    })
  })

  test('a document that is deleted while its file waits takes the file with it', async () => {
    await stopped([file('a.txt')], 0)
    const [left] = scope.reader.waitingFiles.list()
    const document = left?.document
    if (!document) throw new Error('it was not kept')
    scope.write((writer) => writer.documents.delete(document))
    expect(waiting()).toEqual([])
  })

  test('a file that was moved away and another put in its place is read as it is now', async () => {
    const paths = [file('a.txt'), file('b.txt'), file('c.txt'), file('d.txt', 'Old.')]
    await stopped(paths, 0)
    const last = paths[3] ?? ''
    renameSync(last, `${last}.old`)
    writeFileSync(last, 'New.')
    await resumeImport(working())
    expect(scope.reader.passages.postings('new')).toHaveLength(1)
    expect(scope.reader.passages.postings('old')).toEqual([])
  })
})
