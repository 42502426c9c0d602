import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../../core/answer/ask.ts'
import type { Embedder } from '../../core/embed/embedder.ts'
import { openEmbedder } from '../../core/embed/worker-embedder.ts'
import { Extractor } from '../../core/ingest/extractor.ts'
import { findFiles } from '../../core/ingest/find-files.ts'
import { importFiles } from '../../core/ingest/import-files.ts'
import { embedderEntry } from '../../core/models/catalogue.ts'
import { search } from '../../core/search/search.ts'
import type { Access } from '../../core/workspace/access.ts'
import { readCatalogue } from '../../samples/catalogue.ts'
import { BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { unheard } from '../import/unheard.ts'

const squad = fileURLToPath(new URL('../../../shared/data/ir/squad-dev-a/', import.meta.url))
const clients = readCatalogue()
const folder = temporaryFolder()
const extractor = new Extractor()
const workspaces: BuiltWorkspace[] = []
const { signal } = new AbortController()
let embedder: Embedder

beforeAll(async () => {
  embedder = await openEmbedder(await builtInFolder(), embedderEntry('built-in'))
})
afterAll(async () => {
  for (const workspace of workspaces) workspace.close()
  await extractor.close()
  await embedder.close()
  folder.remove()
})

async function workspaceOf(path: string): Promise<Access> {
  const workspace = new BuiltWorkspace(folder.path)
  workspaces.push(workspace)
  const scope = await workspace.open()
  const access: Access = { reader: scope.reader, write: (work) => scope.write(work) }
  const groups = [everyone(scope)]
  await importFiles(
    { access, embedder, extractor, signal, ...unheard() },
    await findFiles([path]),
    () => groups,
  )
  return access
}

function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').toLowerCase()
}

describe('the sample clients', () => {
  let opened: Access[]
  beforeAll(async () => {
    opened = []
    for (const { id } of clients)
      opened.push(await workspaceOf(fileURLToPath(new URL(`../../samples/${id}`, import.meta.url))))
  })

  test('R5: a planted phrase comes back from its own document and page', async () => {
    for (const [index, client] of clients.entries())
      for (const { phrase, file, page } of client.plantedPhrases) {
        const { reader } = opened[index]!
        const hits = await search({ reader, embedder, query: phrase, limit: 3, mode: 'fused' })
        const hit = hits.find(({ text }) => fold(text).includes(fold(phrase)))
        expect([hit?.title, hit?.page], phrase).toEqual([file, page])
        const { reply } = await ask({ access: opened[index]!, embedder, question: phrase, signal })
        const citations = reply.kind === 'answered' ? reply.citations : []
        expect(
          citations.map((one) => [one.title, one.page]),
          phrase,
        ).toContainEqual([file, page])
      }
  })

  test('R5: of a client’s own questions at least 85 % are answered from the right page', async () => {
    for (const [index, client] of clients.entries()) {
      const questions = [...client.questions, ...client.partnerQuestions]
      let right = 0
      for (const { question, answerContains, file, page } of questions) {
        const { reply } = await ask({ access: opened[index]!, embedder, question, signal })
        const citations = reply.kind === 'answered' ? reply.citations : []
        const holds = (one: (typeof citations)[number]) =>
          fold(one.quote).includes(fold(answerContains)) && one.title === file && one.page === page
        if (citations.some(holds)) right += 1
      }
      expect(right / questions.length, client.id).toBeGreaterThanOrEqual(0.85)
    }
  })

  test('of the other client’s questions at least 95 % are not found', async () => {
    let found = 0
    let asked = 0
    for (const [index, client] of clients.entries())
      for (const { question } of [...client.questions, ...client.partnerQuestions]) {
        const { reply } = await ask({ access: opened[1 - index]!, embedder, question, signal })
        asked += 1
        if (reply.kind === 'answered') found += 1
      }
    expect(found / asked).toBeLessThanOrEqual(0.05)
  })
})

describe.skipIf(!existsSync(squad))('500 questions of squad-dev-a', () => {
  const lines = (file: string): { id: string; text: string; answers: string[] }[] =>
    readFileSync(join(squad, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; text: string; answers: string[] })

  test('the quotation holds the reference answer for at least 60 %', async () => {
    const corpus = join(folder.path, 'squad')
    mkdirSync(corpus)
    lines('corpus.jsonl').forEach(({ text }, index) => writeFileSync(join(corpus, `zzq${index}.txt`), text))
    const access = await workspaceOf(corpus)
    const references = new Map(lines('answers.jsonl').map(({ id, answers }) => [id, answers]))
    const questions = lines('queries.jsonl').filter((_question, index) => index % 4 === 0)
    let right = 0
    for (const { id, text } of questions) {
      const { reply } = await ask({ access, embedder, question: text, signal })
      if (reply.kind !== 'answered') continue
      if (references.get(id)?.some((reference) => fold(reply.text).includes(fold(reference)))) right += 1
    }
    expect(questions).toHaveLength(500)
    expect(right / questions.length).toBeGreaterThanOrEqual(0.6)
  })
})
