import { randomInt } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InstalledModel } from '../../core/contract/model.ts'
import type { Firm } from '../../core/firm/firm.ts'
import type { OpenWorkspace } from '../../core/host/open-workspace.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { lentTinyModel } from '../answer/tiny-generator.ts'
import { temporaryFolder } from '../builders.ts'
import { canaryWord } from '../disk/canary.ts'
import { Needles } from '../disk/needles.ts'
import { searchMemory } from '../disk/search-memory.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { addWorkspace, open, signedIn, smallFirm } from '../faults/small-firm.ts'
import { installedEmbedder, installedReranker } from '../models/installed.ts'

const folder = temporaryFolder()
const switches = 50
const canary = { document: canaryWord(), question: canaryWord(), answer: unrepeated() }
let firm: Firm
const models: Record<'a' | 'b', InstalledModel[]> = { a: [], b: [] }

/** A word in which no letter stands twice: what a generated model can be made to say. */
function unrepeated(): string {
  const letters = 'abcdefghijklmnopqrstuvwx'.split('')
  for (let at = letters.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1)
    ;[letters[at], letters[other]] = [letters[other]!, letters[at]!]
  }
  return letters.join('')
}

beforeAll(async () => {
  await builtInFolder()
  const words = ['retainer', 'due', 'quarterly', 'paid']
  const embedder = await installedEmbedder(folder.path, { seed: 'embedder', words })
  const reranker = await installedReranker(folder.path, { seed: 'reranker', words })
  const saying = (seed: string, word: string) => lentTinyModel(folder.path, { seed, says: [`] ${word}`] })
  // Of both the same embedder and reranker; the weights of the generators differ, or B's would say the word too.
  models.a = [embedder, reranker, saying('a', canary.answer)]
  models.b = [embedder, reranker, saying('b', 'nothing')]
  firm = await signedIn(await smallFirm(folder.path))
})
afterAll(() => {
  firm.signOut()
  folder.remove()
})

async function openWith(id: WorkspaceId, lent: readonly InstalledModel[]): Promise<OpenWorkspace> {
  const workspace = await open(firm, id)
  workspace.lend(lent)
  return workspace
}

/** A workspace with a document, all three models chosen. */
async function filled(side: 'a' | 'b', sentence: string) {
  const { id } = await addWorkspace(firm, `Client ${side}`)
  const documents = join(folder.path, side)
  mkdirSync(documents)
  writeFileSync(join(documents, 'letter.txt'), sentence)
  const workspace = await openWith(id, models[side])
  for (const { entry, sha256 } of models[side])
    await workspace.caller.call('model.select', { task: entry.task, sha256 })
  await workspace.offer([documents])
  expect(await workspace.caller.call('documents.import', { paths: [documents] })).toMatchObject({ ready: 1 })
  return { id, workspace }
}

/** All that a visit shows. */
async function visit({ caller }: OpenWorkspace, question: string): Promise<string> {
  const found = await caller.call('search', { query: question })
  const written = await caller.call('ask', { question, mode: 'chat' })
  return JSON.stringify({ found, written })
}

test.skipIf(process.platform !== 'linux')(
  'S3, M4: after fifty switches nothing that was imported, asked or answered in A is in what B shows, or in the memory of its process',
  async () => {
    const needles = new Needles(canary)
    const a = await filled('a', `The retainer of ${canary.document} is due quarterly.`)
    const b = await filled('b', 'The retainer is due quarterly.')
    const question = 'When is the retainer due?'
    for (let visits = 1; visits <= switches / 2; visits += 1) {
      const shownInA = await visit(a.workspace, `${question} ${canary.question}`)
      const shownInB = await visit(b.workspace, question)
      expect([...needles.findIn(Buffer.from(shownInB))]).toEqual([])
      // The same search finds all three where they belong.
      if (visits > 1) continue
      const spelt = Object.keys(canary).map((name) => `${name} (plain)`)
      expect([...needles.findIn(Buffer.from(shownInA))]).toEqual(
        expect.arrayContaining(['document (plain)', 'answer (plain)']),
      )
      expect(searchMemory(needles, a.workspace.pid)).toEqual(expect.arrayContaining(spelt))
      // A process of B that began while A was there, beside one that was there before.
      await b.workspace.lock()
      b.workspace = await openWith(b.id, models.b)
    }
    expect(searchMemory(needles, b.workspace.pid)).toEqual([])
    const fromDocuments = await b.workspace.caller.call('ask', { question })
    expect(JSON.stringify(fromDocuments)).not.toContain(canary.document)
    await a.workspace.lock()
    await b.workspace.lock()
  },
  300_000,
)
