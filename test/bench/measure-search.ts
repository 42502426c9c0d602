import { embedderEntry } from '../../core/models/catalogue.ts'
import { search } from '../../core/search/search.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { BuiltWorkspace, builtMember, everyone } from '../builders.ts'
import { questionOf, textOf, vectorOf } from './generated-text.ts'
import { meanMs, type Measured, medianMs } from './measure.ts'
import { PlainStore } from './plain-store.ts'

const { dimension } = embedderEntry('built-in')
const aDocument = 50
const wordsAPassage = 120
const runs = 30
/** What a search fetches before it fuses. */
const depth = 200

const model = { name: 'generated', sha256: 'ef'.repeat(32), dimension, searchWeight: 0.5 }
const text = (key: number) => textOf(key, wordsAPassage)
const query = (run: number) => vectorOf(1e9 + run, dimension)

/**
 * Search among so many passages, all of them readable and one document in ten, beside plain sqlite-vec and FTS5 with the
 * same vectors and texts; then the cost of one entry in a log.
 */
export async function measureSearch(folder: string, passages: number): Promise<Measured[]> {
  const workspace = new BuiltWorkspace(folder)
  const plain = new PlainStore(folder, passages, dimension)
  const junior = builtMember('June Junior', 'member')
  let scope = await workspace.open()
  const startedMs = performance.now()
  fill(scope, plain, passages, junior)
  const fillMs = performance.now() - startedMs
  workspace.anchor(scope)
  const measured: Measured[] = [
    {
      what: `${passages}: store a passage`,
      unit: 'ms',
      bulkhead: fillMs / passages,
      reference: null,
      against: '(both stores together)',
    },
  ]
  for (const share of [100, 10] as const) {
    const openedMs = performance.now()
    scope = await workspace.open(share === 100 ? workspace.owner : junior)
    const unlockMs = performance.now() - openedMs
    const firstMs = performance.now()
    scope.reader.passages.totals()
    measured.push({
      what: `${passages}, ${share} % readable: unlock in this process; first readable set`,
      unit: 'ms',
      bulkhead: unlockMs,
      reference: performance.now() - firstMs,
      against: 'the readable set',
    })
    measured.push(...(await searches(scope, plain, `${passages}, ${share} % readable`, share < 100)))
  }
  measured.push(...appends(scope, plain, passages))
  workspace.close()
  plain.close()
  return measured
}

async function searches(scope: Scope, plain: PlainStore, name: string, few: boolean): Promise<Measured[]> {
  let run = 0
  const embedder = {
    model,
    embed: () => Promise.resolve([query((run += 1))]),
    close: () => Promise.resolve(),
  }
  const ours = async (mode: 'keyword' | 'vector' | 'fused') =>
    await medianMs(runs, async (number) => {
      await search({ reader: scope.reader, embedder, query: questionOf(number), limit: 10, mode })
    })
  const keyword = await medianMs(runs, (number) => plain.keyword(questionOf(number), depth, few))
  const vector = await medianMs(runs, (number) => plain.vector(query(number), depth, few))
  return [
    {
      what: `${name}: keyword search`,
      unit: 'ms',
      bulkhead: await ours('keyword'),
      reference: keyword,
      against: 'plain FTS5, bm25()',
    },
    {
      what: `${name}: vector search`,
      unit: 'ms',
      bulkhead: await ours('vector'),
      reference: vector,
      against: 'plain sqlite-vec',
    },
    {
      what: `${name}: fused search`,
      unit: 'ms',
      bulkhead: await ours('fused'),
      reference: keyword + vector,
      against: 'both of them',
    },
  ]
}

/** An entry of a search, with its openings and its place in the tree, in a transaction of its own. */
function appends(scope: Scope, plain: PlainStore, passages: number): Measured[] {
  const sealed = {
    query: questionOf(1),
    mode: 'fused' as const,
    passages: [],
    embedder: null,
    reranker: null,
  }
  const ours = meanMs(300, () =>
    scope.write((writer) => writer.record({ type: 'search', outcome: 'done', about: {}, sealed })),
  )
  const empty = meanMs(300, () => scope.write(() => undefined))
  const row = meanMs(300, () => plain.append('x'.repeat(500)))
  const what = `${passages}: append an entry`
  return [
    {
      what: `${what}, CPU`,
      unit: 'ms',
      bulkhead: ours.cpuMs,
      reference: row.cpuMs,
      against: 'one plain row, durable',
    },
    {
      what: `${what}, wall`,
      unit: 'ms',
      bulkhead: ours.wallMs,
      reference: row.wallMs,
      against: 'one plain row, durable',
    },
    {
      what: `${what}, CPU`,
      unit: 'ms',
      bulkhead: ours.cpuMs,
      reference: empty.cpuMs,
      against: 'an empty transaction',
    },
  ]
}

function fill(
  scope: Scope,
  plain: PlainStore,
  passages: number,
  junior: Parameters<BuiltWorkspace['open']>[0] & object,
): void {
  const few = scope.write((writer) => {
    writer.people.addMember(junior)
    const group = writer.people.addGroup('few')
    writer.people.join(group, junior.id)
    return group
  })
  const all = everyone(scope)
  for (let first = 0; first < passages; first += aDocument) {
    const readable = (first / aDocument) % 10 === 0
    const rows = Array.from({ length: aDocument }, (_, index) => ({
      key: first + index + 1,
      text: text(first + index),
      vector: vectorOf(first + index, dimension),
      readable,
    }))
    scope.write((writer) => {
      const id = writer.documents.add({
        title: `${first}.txt`,
        original: new Uint8Array(1),
        sha256: new Uint8Array(32),
        groups: readable ? [all, few] : [all],
      })
      writer.documents.complete(id, {
        format: 'text',
        model,
        pages: [{ number: null, text: '' }],
        passages: rows.map((row) => ({
          ...row,
          pageOrdinal: 0,
          start: 0,
          end: row.text.length,
          heading: null,
        })),
      })
    })
    plain.insert(rows)
  }
}
