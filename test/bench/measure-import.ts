import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbedder } from '../../core/embed/worker-embedder.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { newWorkspace } from '../../core/firm/new-workspace.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { makeWorkspaceFile, openWorkspace } from '../../core/host/open-workspace.ts'
import { split } from '../../core/ingest/split.ts'
import { embedderEntry, modelsFolder } from '../../core/models/catalogue.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { indexedText } from '../../core/workspace/documents/indexed-text.ts'
import { ensureBuiltInModel } from '../../models/ensure-built-in-model.ts'
import { Tools } from '../../core/host/tools.ts'
import { ModelShelf } from '../../core/models/model-shelf.ts'
import { BuiltWorkspace } from '../builders.ts'
import { served } from '../host/served.ts'
import { installedEmbedder } from '../models/installed.ts'
import { questionOf, textOf } from './generated-text.ts'
import { type Measured, medianMs } from './measure.ts'

const documents = 60
const wordsADocument = 5_000

/**
 * Import with an embedder of the size of MiniLM-L6, chosen in the workspace, beside that embedder alone on the same
 * passages. Random weights: the cost is the same.
 */
export async function measureChosenEmbedder(folder: string): Promise<Measured[]> {
  const few = 4
  const texts = Array.from({ length: few }, (_, index) => textOf(index, wordsADocument))
  const paths = texts.map((text, index) => {
    const path = join(folder, `chosen-${index}.txt`)
    writeFileSync(path, text)
    return path
  })
  const passages = texts.flatMap((text, index) =>
    split([{ page: null, text, headings: [] }]).map((passage) =>
      indexedText({ title: `chosen-${index}.txt`, ...passage }),
    ),
  )
  const words = [
    ...new Set(
      texts
        .join(' ')
        .toLowerCase()
        .match(/[a-z]+/g),
    ),
  ]
  const model = await installedEmbedder(
    folder,
    { seed: 'minilm', words, dimension: 384, maxTokens: 512, layers: 6 },
    { maxTokens: 512 },
  )
  const bare = await openEmbedder(model.folder, model.entry)
  await bare.embed(passages.slice(0, 4), 'passage')
  const bareStartedMs = performance.now()
  await bare.embed(passages, 'passage')
  const bareMs = performance.now() - bareStartedMs
  await bare.close()

  const workspace = new BuiltWorkspace(folder)
  const scope = await workspace.open()
  const tools = new Tools(forkProcess, new ModelShelf([model]))
  const caller = served(scope, tools)
  try {
    await caller.call('model.select', { task: 'embed', sha256: model.sha256 })
    // The embedder and the extractor start with their first use.
    const warm = join(folder, 'warm.txt')
    writeFileSync(warm, 'The rent is due in May.')
    tools.offered.add([warm, ...paths])
    await caller.call('documents.import', { paths: [warm] })
    const startedMs = performance.now()
    const { ready } = await caller.call('documents.import', { paths })
    const importMs = performance.now() - startedMs
    if (ready !== few) throw new Error('not everything was imported')
    const perSecond = (ms: number) => (passages.length / ms) * 1_000
    return [
      {
        what: `import with an embedder of the size of MiniLM-L6 (${passages.length} passages)`,
        unit: 'passages/s',
        bulkhead: perSecond(importMs),
        reference: perSecond(bareMs),
        against: 'that embedder alone on the same passages',
      },
    ]
  } finally {
    await tools.close()
    workspace.close()
  }
}

/** Import through the real processes beside the bare embedder on the same passages; unlock to the first result. */
export async function measureImport(folder: string): Promise<Measured[]> {
  await ensureBuiltInModel(() => undefined)
  const texts = Array.from({ length: documents }, (_, index) => textOf(index, wordsADocument))
  const paths = texts.map((text, index) => {
    const path = join(folder, `document-${index}.txt`)
    writeFileSync(path, text)
    return path
  })
  const passages = texts.flatMap((text, index) =>
    split([{ page: null, text, headings: [] }]).map((passage) =>
      indexedText({ title: `document-${index}.txt`, ...passage }),
    ),
  )
  const bareMs = await embedAlone(passages)

  const home = new Home(join(folder, 'home'))
  const passphrase = () => new TextEncoder().encode('bench')
  await createFirm(home, { name: 'Bench', staff: 'Olive', keyStore: 'passphrase', passphrase: passphrase() })
  const firm = await signIn(home, { staff: null, passphrase: passphrase() })
  try {
    const made = newWorkspace(firm, { name: new TextEncoder().encode('Bench'), colour: 0 })
    await makeWorkspaceFile(made.binding, { start: forkProcess })
    ;(await made.register()).recoveryKey.fill(0)
    const open = async () =>
      await openWorkspace(bindWorkspace(firm, made.binding.workspace), { start: forkProcess })

    const filling = await open()
    // The embedder and the extractor start with their first use.
    await filling.caller.call('search', { query: 'warm' })
    const startedMs = performance.now()
    await filling.offer(paths)
    await filling.caller.call('documents.import', { paths })
    const importMs = performance.now() - startedMs
    await filling.lock()

    const unlock = async (mode: 'keyword' | 'fused', run: number) => {
      const workspace = await open()
      await workspace.caller.call('search', { query: questionOf(run), mode })
      return workspace
    }
    const firstResultMs = async (mode: 'keyword' | 'fused') =>
      await medianMs(3, async (run) => await (await unlock(mode, run)).lock())
    const lockMs = await medianMs(3, async () => await (await open()).lock())
    const perSecond = (ms: number) => (passages.length / ms) * 1_000
    return [
      {
        what: `import of ${passages.length} passages from ${documents} files`,
        unit: 'ms',
        bulkhead: importMs,
        reference: bareMs,
        against: 'the bare embedder on the same passages',
      },
      {
        what: 'import',
        unit: 'passages/s',
        bulkhead: perSecond(importMs),
        reference: perSecond(bareMs),
        against: 'the bare embedder on the same passages',
      },
      {
        what: `unlock, first fused search, lock (${passages.length} passages)`,
        unit: 'ms',
        bulkhead: await firstResultMs('fused'),
        reference: lockMs,
        against: 'unlock and lock alone',
      },
    ]
  } finally {
    firm.signOut()
  }
}

async function embedAlone(passages: readonly string[]): Promise<number> {
  const embedder = await openEmbedder(join(modelsFolder, 'built-in'), embedderEntry('built-in'))
  await embedder.embed(passages.slice(0, 50), 'passage')
  const startedMs = performance.now()
  await embedder.embed(passages, 'passage')
  const bareMs = performance.now() - startedMs
  await embedder.close()
  return bareMs
}
