import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportedFile } from '../../core/contract/workspace/imports.ts'
import { BulkheadError } from '../../core/errors.ts'
import type { GroupId } from '../../core/ids.ts'
import { Extractor } from '../../core/ingest/extractor.ts'
import type { Import } from '../../core/ingest/import.ts'
import { findFiles } from '../../core/ingest/find-files.ts'
import { importFiles, resumeImport } from '../../core/ingest/import-files.ts'
import { ImportQueue } from '../../core/ingest/import-queue.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { BuiltWorkspace, builtMember, everyone, temporaryFolder, testEmbedder } from '../builders.ts'
import { unheard } from './unheard.ts'

const extractor = new Extractor()
afterAll(() => extractor.close())

let folder: { path: string; remove(): void }
let workspace: BuiltWorkspace
let scope: Scope
let queue: ImportQueue
beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
  queue = new ImportQueue()
})
afterEach(() => {
  workspace.close()
  folder.remove()
})

function file(name: string, content: string): string {
  const path = join(folder.path, name)
  writeFileSync(path, content)
  return path
}

function working(options: Partial<Import> = {}): Import {
  return {
    access: { reader: scope.reader, write: (work) => scope.write(work) },
    embedder: testEmbedder,
    extractor,
    signal: new AbortController().signal,
    ...unheard(),
    queue,
    ...options,
  }
}

async function importing(
  paths: readonly string[],
  { groups, ...options }: Partial<Import> & { groups?: readonly GroupId[] } = {},
): Promise<ImportedFile[]> {
  return await importFiles(working(options), await findFiles(paths), () => groups ?? [everyone(scope)])
}

function statuses(): string[] {
  return scope.reader.documents.list().map((one) => `${one.title} ${one.status}`)
}

describe('importing files', () => {
  test('a text that the model cannot take sets its file aside; the next one is read', async () => {
    const embedder = {
      ...testEmbedder,
      embed: async (texts: readonly string[]) => {
        if (texts.some((text) => text.includes('poison')))
          throw new BulkheadError('internal', 'private detail')
        return await testEmbedder.embed(texts)
      },
    }
    const paths = [file('bad.txt', 'This is poison.'), file('good.txt', 'This is not.')]
    const files = await importing(paths, { embedder })
    expect(files.map(({ status }) => status)).toEqual(['failed', 'ready'])
    expect(files[0]?.reason).toBe('The text of this file could not be indexed. Its original is kept.')
    expect(scope.reader.documents.waiting()).toEqual([])
    // With a model that takes it, the same file is read after all.
    expect((await importing(paths))[0]?.status).toBe('ready')
  })

  test('the reports stand in the order of the files; a bad file does not stop the others', async () => {
    const paths = [
      file('good.txt', 'The rent is due on Monday.'),
      file('empty.txt', ''),
      join(folder.path, 'missing.txt'),
      file('table.csv', 'a,b\n1,2\n'),
      file('last.md', '# Lease\n\nIt ends in May.'),
    ]
    const results = await importing(paths)
    expect(results.map((one) => [one.path, one.status, one.reason])).toEqual([
      [paths[0], 'ready', null],
      [paths[1], 'failed', 'The file is empty.'],
      [paths[2], 'failed', 'There is no such file.'],
      [paths[3], 'failed', expect.stringContaining('are not supported yet')],
      [paths[4], 'ready', null],
    ])
    expect(results[2]?.document).toBeNull()
    expect(statuses()).toEqual(['empty.txt failed', 'good.txt ready', 'last.md ready', 'table.csv failed'])
  })

  test('R5: what is stored is the text, its passages with their places, and the original', async () => {
    const text = 'The rent is due on Monday.\n\nIt is paid by the tenant.'
    const [result] = await importing([file('lease.txt', text)])
    const id = result?.document
    if (!id) throw new Error('nothing was imported')
    expect(scope.reader.documents.pages(id)).toEqual([{ number: null, text }])
    expect(new TextDecoder().decode(scope.reader.documents.original(id))).toBe(text)
    const [posting] = scope.reader.passages.postings('tenant')
    const [passage] = scope.reader.passages.get(posting ? [posting.passage] : [])
    expect(passage).toMatchObject({ document: id, page: null, start: 0, end: text.length, text })
  })

  test('R4: a file that gave nothing gives no context', async () => {
    await importing([file('good.txt', 'apple'), file('empty.txt', ''), file('pear.csv', 'pear,1\n')])
    expect(scope.reader.passages.totals().passages).toBe(1)
    expect(scope.reader.passages.postings('pear')).toEqual([])
  })

  test('the same bytes again, also under another name and in the same run, are one document', async () => {
    const first = file('a.txt', 'The same text.')
    const second = file('b.txt', 'The same text.')
    const results = await importing([first, second])
    const again = await importing([second])
    expect(new Set([...results, ...again].map((one) => one.document)).size).toBe(1)
    expect([...results, ...again].map((one) => one.status)).toEqual(['ready', 'ready', 'ready'])
    // Two are read at a time: the name is that of whichever comes first.
    expect(statuses()).toEqual([expect.stringMatching(/^[ab]\.txt ready$/)])
  })

  test('a changed file is another document', async () => {
    const path = file('a.txt', 'One.')
    await importing([path])
    appendFileSync(path, ' Two.')
    await importing([path])
    expect(statuses()).toEqual(['a.txt ready', 'a.txt ready'])
  })

  test('the same bytes for other groups are another document; groups count as a set', async () => {
    const path = file('a.txt', 'The same text.')
    const all = everyone(scope)
    const partners = addPartners()
    await importing([path], { groups: [all] })
    await importing([path], { groups: [all, partners] })
    expect(statuses()).toHaveLength(2)
    await importing([path], { groups: [partners, all] })
    expect(statuses()).toHaveLength(2)
  })

  test('R1: dedupe looks only at what the importer may read', async () => {
    const path = file('secret.txt', 'What only partners know.')
    const partners = addPartners()
    const junior = builtMember('June Junior', 'member')
    scope.write((writer) => {
      writer.people.addMember(junior)
      writer.people.join(everyone(scope), junior.id)
    })
    await importing([path], { groups: [partners] })
    workspace.anchor(scope)
    scope = await workspace.open(junior)
    const [result] = await importing([path])
    expect(result?.status).toBe('ready')
    expect(statuses()).toEqual(['secret.txt ready'])
    scope = await workspace.open()
    expect(statuses()).toHaveLength(2)
  })

  test('a file that is too large is refused before it is read, and nothing of it is kept', async () => {
    const path = file('large.txt', 'The text.')
    truncateSync(path, 100_000_001)
    const [result] = await importing([path, file('small.txt', 'The text.')])
    expect(result).toMatchObject({ status: 'failed', document: null })
    expect(result?.reason).toMatch(/larger than 100 MB/)
    expect(statuses()).toEqual(['small.txt ready'])
  })

  test('a failed document is tried again when its file is imported again', async () => {
    const path = file('a.txt', 'The text.')
    const dead = new Extractor(() => {
      throw new BulkheadError('unreadable-document', 'Reading this file failed.')
    })
    const [failed] = await importing([path], { extractor: dead })
    expect(failed).toMatchObject({ status: 'failed', reason: 'Reading this file failed.' })
    const [ready] = await importing([path])
    expect(ready).toMatchObject({ status: 'ready', reason: null, document: failed?.document })
    expect(scope.reader.documents.list()).toMatchObject([{ status: 'ready', reason: null }])
  })

  test('a defect in the embedder leaves the document and its file waiting, until the import goes on', async () => {
    const path = file('a.txt', 'The text.')
    const broken = {
      ...testEmbedder,
      embed: () => Promise.reject(new BulkheadError('process-ended', 'The embedder ended.')),
    }
    await expect(importing([path], { embedder: broken })).rejects.toMatchObject({ code: 'process-ended' })
    expect(statuses()).toEqual(['a.txt waiting'])
    expect(scope.reader.passages.totals().passages).toBe(0)
    expect(await importing([file('b.txt', 'Another.')])).toHaveLength(1)
    expect(statuses()).toEqual(['a.txt waiting', 'b.txt ready'])
    // Its original is kept: the file is not needed any more.
    rmSync(path)
    expect(await resumeImport(working())).toMatchObject([{ path, status: 'ready' }])
    expect(statuses()).toEqual(['a.txt ready', 'b.txt ready'])
  })

  test('a document that no queue holds, from a file older than the queue, is finished unasked', async () => {
    scope.write((writer) =>
      writer.documents.add({
        title: 'old.txt',
        original: new TextEncoder().encode('The text.'),
        sha256: new Uint8Array(32),
        groups: [everyone(scope)],
      }),
    )
    await importing([file('new.txt', 'Another.')])
    expect(statuses()).toEqual(['new.txt ready', 'old.txt ready'])
  })

  test('a vector that is not a number stores nothing of the document', async () => {
    const broken = {
      ...testEmbedder,
      embed: (texts: readonly string[]) =>
        Promise.resolve(texts.map(() => new Float32Array(testEmbedder.model.dimension).fill(NaN))),
    }
    const [imported] = await importing([file('a.txt', 'The text.')], { embedder: broken })
    expect(imported?.status).toBe('failed')
    expect(statuses()).toEqual(['a.txt failed'])
    expect(scope.reader.passages.totals().passages).toBe(0)
    expect(scope.reader.passages.postings('text')).toEqual([])
  })

  test.each(['reading', 'embedding', 'ready'] as const)(
    'K5, S5: stopped while the second file is at "%s", what was finished stays and the rest follows later',
    async (stage) => {
      const paths = ['a', 'b', 'c'].map((name) => file(`${name}.txt`, `The text of ${name}.`))
      const stop = new AbortController()
      await expect(
        importing(paths, {
          signal: stop.signal,
          onStage: (index, reached) => {
            if (index === 1 && reached === stage) stop.abort()
          },
          onEnded: (index) => {
            if (index === 1 && stage === 'ready') stop.abort()
          },
        }),
      ).rejects.toMatchObject({ code: 'cancelled' })
      const stopped = statuses()
      // Two are under way at a time; the third was not begun, or did not get far.
      expect(stopped).not.toContain('c.txt ready')
      if (stage === 'ready') expect(stopped).toContain('b.txt ready')
      for (const status of stopped) expect(status).toMatch(/ready|waiting/)
      const results = await importing(paths)
      expect(results.map((one) => one.status)).toEqual(['ready', 'ready', 'ready'])
      expect(statuses()).toEqual(['a.txt ready', 'b.txt ready', 'c.txt ready'])
      expect(scope.reader.passages.totals().passages).toBe(3)
    },
  )

  test('two imports of the same files at once store each once', async () => {
    const paths = ['a', 'b', 'c', 'd'].map((name) => file(`${name}.txt`, `The text of ${name}.`))
    const both = await Promise.all([importing(paths), importing(paths.toReversed())])
    for (const results of both)
      expect(results.map((one) => one.status)).toEqual(['ready', 'ready', 'ready', 'ready'])
    expect(statuses()).toEqual(['a.txt ready', 'b.txt ready', 'c.txt ready', 'd.txt ready'])
    expect(scope.reader.passages.totals().passages).toBe(4)
  })

  test('a file twice in one import is stored once', async () => {
    const paths = [file('a.txt', 'The same text.'), file('b.txt', 'The same text.')]
    const results = await importing(paths)
    expect(results.map((one) => one.status)).toEqual(['ready', 'ready'])
    expect(scope.reader.passages.totals().passages).toBe(1)
  })

  test('an import that was stopped before it began stores nothing', async () => {
    const signal = AbortSignal.abort()
    await expect(importing([file('a.txt', 'The text.')], { signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(statuses()).toEqual([])
  })

  test('the files are told first, then every file from reading to its end', async () => {
    const seen: string[] = []
    const paths = [file('a.txt', 'The text.'), file('b.csv', 'a,b\n')]
    await importing(paths, {
      onFiles: (files) => seen.push(files.map(({ name }) => name).join()),
      onStage: (index, stage) => seen.push(`${index} ${stage}`),
      onEnded: (index, { status, reason }) => seen.push(`${index} ${status} ${reason !== null}`),
    })
    expect(seen[0]).toBe('a.txt,b.csv')
    const of = (index: number) => seen.filter((one) => one.startsWith(`${index} `))
    expect(of(0)).toEqual(['0 reading', '0 embedding', '0 ready false'])
    expect(of(1)).toEqual(['1 reading', '1 failed true'])
  })

  test('a name that is no well-formed text becomes one', async () => {
    const [result] = await importing([file('lone \ud800.txt', 'The text.')])
    expect(result?.status).toBe('ready')
    expect(scope.reader.documents.list()[0]?.title.isWellFormed()).toBe(true)
  })

  test('the original is kept byte for byte', async () => {
    const path = file('a.html', '<p>A\r\n<b>b</b> \u00e9</p>')
    const [result] = await importing([path])
    if (!result?.document) throw new Error('nothing was imported')
    expect(Buffer.compare(scope.reader.documents.original(result.document), readFileSync(path))).toBe(0)
  })
})

function addPartners(): GroupId {
  return scope.write((writer) => {
    const group = writer.people.addGroup('partners')
    writer.people.join(group, scope.member)
    return group
  })
}
