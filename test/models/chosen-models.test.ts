import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InstalledModel } from '../../core/contract/model.ts'
import { IndexKeeper } from '../../core/host/models/index-keeper.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'
import { Tools } from '../../core/host/tools.ts'
import type { GroupId } from '../../core/ids.ts'
import { ModelShelf } from '../../core/models/model-shelf.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { rerank } from '../../core/search/rerank.ts'
import { search, searchAndReport } from '../../core/search/search.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { served } from '../host/served.ts'
import { builtMember, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'
import { installedEmbedder, installedReranker } from './installed.ts'

const folder = temporaryFolder()
const words = ['rent', 'due', 'may', 'shop', 'lease', 'keys', 'lost', 'flat']
const member = builtMember('Mina Member', 'member')
let workspace: BuiltWorkspace
let scope: Scope
let tools: Tools
let caller: WorkspaceCaller
let keeper: IndexKeeper
let other: InstalledModel
let third: InstalledModel
let reranker: InstalledModel

beforeAll(async () => {
  await builtInFolder()
  other = await installedEmbedder(folder.path, { seed: 'other', words })
  third = await installedEmbedder(folder.path, { seed: 'third', words, dimension: 16 })
  reranker = await installedReranker(folder.path, { seed: 'cross', words })
  workspace = new BuiltWorkspace(folder.path)
  await open()
  scope.write((writer) => {
    writer.people.addMember(member)
    writer.people.join(everyone(scope), member.id)
  })
  for (let number = 0; number < 40; number += 1) await addText(number)
  await reopen()
})
afterAll(async () => {
  await shut()
  workspace.close()
  folder.remove()
})

async function open(as = workspace.owner): Promise<void> {
  scope = await workspace.open(as)
  tools = new Tools(forkProcess, new ModelShelf([other, third, reranker]))
  caller = served(scope, tools)
  keeper = new IndexKeeper(scope, tools.models, () => undefined)
}

async function shut(): Promise<void> {
  await keeper.close()
  await tools.close()
  workspace.anchor(scope)
}

async function reopen(as = workspace.owner): Promise<void> {
  await shut()
  await open(as)
}

/** A document of three passages, embedded by what is in use, as an import does. */
async function addText(number: number, groups?: readonly GroupId[]): Promise<void> {
  const texts = [`rent of flat ${number}`, `keys of flat ${number} lost`, `lease ${number} of the shop`]
  const embedder = await tools.models.embedder(scope.reader)
  const vectors = await embedder.embed(texts, 'passage')
  scope.write((writer) => {
    const id = writer.documents.add({
      title: `${number}.txt`,
      original: Buffer.from(texts.join()),
      sha256: createHash('sha256').update(`${number}`).digest(),
      groups: groups ?? [everyone(scope)],
    })
    writer.documents.complete(id, {
      format: 'text',
      model: embedder.model,
      pages: [{ number: 1, text: texts.join('\n') }],
      passages: texts.map((text, at) => ({
        pageOrdinal: 0,
        start: 0,
        end: text.length,
        heading: null,
        text,
        vector: vectors[at]!,
      })),
    })
  })
}

const choose = async (task: 'embed' | 'rerank', model: InstalledModel | null) =>
  await caller.call('model.select', { task, sha256: model?.sha256 ?? null })
const state = async () => await caller.call('model.state', {})
const indexes = () => [scope.reader.models.serving?.name, scope.reader.models.building?.name]

describe('another embedder', () => {
  test('K5: is read anew in the background, goes on after a lock, and the old one serves until it is whole', async () => {
    expect(indexes()).toEqual(['built-in', undefined])
    await choose('embed', other)
    // As far as the first word on how it does; then the workspace is locked.
    const seen = new Promise<void>((resolve) => {
      const stop = tools.models.onChange(() => {
        if ((scope.reader.models.progress()?.done ?? 0) === 0) return
        stop()
        resolve()
      })
    })
    await seen
    await keeper.close()
    const { embedder } = await state()
    expect(embedder.reading?.done).toBeGreaterThan(0)
    expect(embedder.reading?.done).toBeLessThan(120)
    expect(embedder).toMatchObject({
      chosen: { name: 'other' },
      serving: { name: 'built-in' },
      problem: null,
    })
    expect(await caller.call('search', { query: 'rent' })).toMatchObject({ embedder: { name: 'built-in' } })
    const before = embedder.reading?.done ?? 0

    await tools.close()
    workspace.anchor(scope)
    scope = await workspace.open()
    expect(scope.reader.models.progress()?.done).toBe(before)
    await open()
    await keeper.settled()
    expect(indexes()).toEqual(['other', undefined])
    const found = await caller.call('search', { query: 'rent of flat 7', mode: 'vector' })
    expect(found).toMatchObject({ embedder: { name: 'other', sha256: other.sha256 } })
    expect(found.hits[0]?.text).toBe('rent of flat 7')
    const { entries } = await caller.call('log.list', { limit: 50 })
    expect(entries.filter(({ type }) => type === 'index.switched')).toHaveLength(1)
  })

  test('a document that comes while it reads is in the new vectors too, and one that goes is in none', async () => {
    await choose('embed', third)
    await addText(40)
    const gone = scope.reader.documents.list().find(({ title }) => title === '3.txt')
    scope.write((writer) => writer.documents.delete(gone!.id))
    await keeper.settled()
    expect(indexes()).toEqual(['third', undefined])
    const { hits } = await caller.call('search', { query: 'rent of flat 40', mode: 'vector', limit: 200 })
    expect(hits).toHaveLength(120)
    expect(hits.some(({ title }) => title === '40.txt')).toBe(true)
    expect(hits.some(({ title }) => title === '3.txt')).toBe(false)
  })

  test('going back before it is whole drops what was made; a third choice begins anew', async () => {
    await choose('embed', other)
    await choose('embed', third)
    await keeper.settled()
    expect(indexes()).toEqual(['third', undefined])
    await choose('embed', other)
    await choose('embed', null)
    await keeper.settled()
    expect(indexes()).toEqual(['built-in', undefined])
    expect((await state()).embedder.chosen.name).toBe('built-in')
  })

  test('R1: how far it is, is counted over what the caller may read; passages of others are read anew all the same', async () => {
    const partners = scope.write((writer) => writer.people.addGroup('partners'))
    scope.write((writer) => writer.people.join(partners, workspace.owner.id))
    for (let number = 50; number < 60; number += 1) await addText(number, [partners])
    await choose('embed', other)
    await keeper.close()
    await reopen(member)
    const totals: (number | undefined)[] = []
    tools.models.onChange(() => totals.push(scope.reader.models.progress()?.total))
    await keeper.settled()
    expect(indexes()).toEqual(['other', undefined])
    expect(new Set(totals.filter((total) => total !== undefined))).toEqual(new Set([120]))
    await reopen()
    const { hits } = await caller.call('search', { query: 'rent of flat 55', mode: 'vector', limit: 200 })
    expect(hits).toHaveLength(150)
  })

  test('one that is gone is said to be gone: words alone are searched, and nothing else is used in its place', async () => {
    tools.models.lend([third, reranker])
    await tools.models.closeOthers([])
    expect((await state()).embedder.problem).toMatch(/not installed here/)
    const found = await caller.call('search', { query: 'rent of flat 7' })
    expect(found).toMatchObject({ embedder: null, weights: { vector: 0 } })
    expect(found.hits.length).toBeGreaterThan(0)
    tools.models.lend([other, third, reranker])
    expect((await state()).embedder.problem).toBe(null)
  })

  test('vectors that are not whole do not come to serve, whoever asks', () => {
    const rebuild = scope.indexRebuild()
    expect(rebuild.begin({ name: 'half', sha256: 'cd'.repeat(32), dimension: 8 })).toBe(true)
    expect(rebuild.finish()).toBe(false)
    expect(indexes()).toEqual(['other', 'half'])
    rebuild.abandon()
    expect(indexes()).toEqual(['other', undefined])
  })

  test('M2: main lends the files, and only those: a model is asked for by its hash, never by a path', async () => {
    await expect(
      caller.call('model.select', { task: 'embed', sha256: 'ab'.repeat(32) }),
    ).rejects.toMatchObject({ code: 'model-missing' })
    await expect(choose('rerank', other)).rejects.toMatchObject({ code: 'model-missing' })
  })

  test('one that does not open leaves the old one serving, and says why', async () => {
    rmSync(`${third.folder}/config.json`)
    await choose('embed', third)
    await keeper.settled()
    expect(indexes()[0]).toBe('other')
    expect((await state()).embedder.problem).toMatch(/not installed/)
    await choose('embed', other)
    await keeper.settled()
    expect((await state()).embedder.problem).toBe(null)
  })
})

describe('a reranker', () => {
  test('puts the best passages in order, and the result and the log say so', async () => {
    await choose('rerank', reranker)
    const query = 'keys lost'
    // Its thread starts with the first search, which may be too late for it.
    await (await tools.models.reranker(scope.reader)!.open()).score('rent', ['rent'])
    const found = await caller.call('search', { query, limit: 5 })
    expect(found.reranker).toEqual({ name: 'cross', sha256: reranker.sha256, outcome: 'used' })
    expect(found.hits.every(({ text }) => text.includes('keys'))).toBe(true)
    const { entries } = await caller.call('log.list', { limit: 5 })
    const entry = await caller.call('log.entry', {
      seq: entries.find(({ type }) => type === 'search')!.seq,
    })
    expect(JSON.stringify(entry)).toContain('"outcome":"used"')
    expect((await caller.call('search', { query, mode: 'keyword' })).reranker).toBe(null)
  })

  test('that is too slow, or fails, leaves the fused order, and says so', async () => {
    const embedder = await tools.models.embedder(scope.reader)
    const request = { reader: scope.reader, embedder, query: 'keys lost', limit: 20, mode: 'fused' } as const
    const fused = await search(request)
    const by = tools.models.reranker(scope.reader)!
    const never = new Promise<never>(() => undefined)
    for (const [reranker_, outcome] of [
      [{ ...by, deadlineMs: 20, open: () => never }, 'late'],
      [{ ...by, open: () => Promise.reject(new Error('broken')) }, 'failed'],
    ] as const) {
      const { hits, ranking } = await searchAndReport({ ...request, reranker: reranker_ })
      expect(ranking.reranker?.outcome).toBe(outcome)
      expect(hits).toEqual(fused)
    }
    const stop = new AbortController()
    const stopped = rerank({ ...by, open: () => never }, 'rent', [{ text: 'rent' }], stop.signal)
    stop.abort()
    await expect(stopped).rejects.toThrow('aborted')
  })

  test('R1: the order is the same where what one may not read was never imported', async () => {
    const query = 'rent of flat 55'
    await reopen(member)
    const by = { ...tools.models.reranker(scope.reader)!, deadlineMs: 30_000 }
    const run = async () => {
      const embedder = await tools.models.embedder(scope.reader)
      const found = await searchAndReport({
        reader: scope.reader,
        embedder,
        reranker: { ...by, open: async () => await tools.models.reranker(scope.reader)!.open() },
        query,
        limit: 200,
        mode: 'fused',
      })
      expect(found.ranking.reranker?.outcome).toBe('used')
      return found.hits
    }
    const asMember = await run()
    await reopen()
    const hidden = scope.reader.documents.list().filter(({ title }) => /^5\d\.txt$/.test(title))
    expect(hidden).toHaveLength(10)
    scope.write((writer) => {
      for (const { id } of hidden) writer.documents.delete(id)
    })
    await reopen(member)
    expect(await run()).toEqual(asMember)
  })
})
