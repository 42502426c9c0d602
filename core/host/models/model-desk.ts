import type { InstalledModel, ModelEntry } from '../../contract/model.ts'
import type { FirmModels, FoundModel, modelMethods } from '../../contract/models.ts'
import { BulkheadError } from '../../errors.ts'
import type { Firm } from '../../firm/firm.ts'
import {
  areDownloadsOff,
  installedModels,
  isInstalled,
  switchDownloadsOff,
} from '../../firm/models/model-register.ts'
import { checkModels, importModel, removeModel } from '../../firm/models/model-store.ts'
import type { ModelId } from '../../ids.ts'
import { OfferedPaths } from '../../ingest/offered-paths.ts'
import { fitOf, memoryNow } from '../../models/fit.ts'
import { type FoundModel as Inspected, inspectModel } from '../../models/inspect-model.ts'
import { modelSha256 } from '../../models/model-sha256.ts'
import type { CallContext, HandlersOf } from '../../process/serve-contract.ts'
import type { Installer } from './installer.ts'

type Broken = Awaited<ReturnType<typeof checkModels>>

const problems = {
  'model-missing': 'Files of this model are gone. Remove it and install it again.',
  'model-changed':
    'Files of this model are not what they were, so nothing opens it. Remove it and install it again.',
} as const

/** Main's part of the models: what is installed, what could be, and what is on its way. */
export class ModelDesk {
  /** Where a person lets models be taken in from. */
  readonly offered = new OfferedPaths()
  readonly #firm: () => Firm
  readonly #installer: Installer
  /** Tells every open workspace what it may open now. */
  readonly #lend: (models: readonly InstalledModel[]) => void
  readonly #watching = new Set<() => void>()
  #broken: Broken = new Map()

  constructor(firm: () => Firm, installer: Installer, lend: (models: readonly InstalledModel[]) => void) {
    this.#firm = firm
    this.#installer = installer
    this.#lend = lend
    installer.onChange(() => this.#changed())
    installer.onInstalled(() => this.#lend(installedModels(this.#firm())))
  }

  handlers(): HandlersOf<typeof modelMethods, CallContext> {
    return {
      'models.list': async () => {
        this.#broken = await checkModels(this.#firm())
        return this.#state()
      },
      'models.watch': async (_input, { signal, emit }) => {
        this.#broken = await checkModels(this.#firm())
        const say = () => emit('models.state', this.#state())
        say()
        this.#watching.add(say)
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve()
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
        this.#watching.delete(say)
        return {}
      },
      'models.install': async ({ name }) => {
        await this.#installer.install(this.#firm(), name)
        return {}
      },
      'models.pause': async ({ name }) => {
        await this.#installer.pause(name)
        return {}
      },
      'models.discard': async ({ name }) => {
        await this.#installer.discard(this.#firm(), name)
        return {}
      },
      'models.inspect': async ({ paths }) => {
        this.offered.require(paths)
        return described(await inspectModel(paths))
      },
      'models.importFile': async ({ paths, ...answers }, { signal, emit }) => {
        this.offered.require(paths)
        const found = await inspectModel(paths)
        const { id } = await importModel(
          this.#firm(),
          { files: found.files, entry: (files) => entryOf(found, answers, files) },
          {
            signal,
            onProgress: (doneBytes, totalBytes) => emit('models.copied', { doneBytes, totalBytes }),
          },
        )
        this.#modelsChanged()
        return { id }
      },
      'models.remove': async ({ id }) => {
        await this.#remove(id)
        return {}
      },
      'models.switchDownloadsOff': async () => {
        switchDownloadsOff(this.#firm())
        await this.#installer.stop()
        this.#changed()
        return {}
      },
    }
  }

  async #remove(id: ModelId): Promise<void> {
    await removeModel(this.#firm(), id)
    this.#modelsChanged()
  }

  #modelsChanged(): void {
    this.#lend(installedModels(this.#firm()))
    this.#changed()
  }

  #changed(): void {
    for (const say of this.#watching) say()
  }

  #state(): FirmModels {
    const firm = this.#firm()
    const memory = memoryNow()
    const { offers } = this.#installer
    const fromCatalogue = new Set(offers.map(({ model }) => modelSha256(model)))
    const describe = ({ name, task, licence, languages, sizeBytes, memoryBytes }: ModelEntry) => ({
      name,
      task,
      licence,
      languages,
      sizeBytes,
      memoryBytes,
      fit: fitOf(memoryBytes, memory),
    })
    return {
      installed: installedModels(firm).map(({ id, sha256, entry }) => {
        const broken = this.#broken.get(id)
        return {
          id,
          sha256,
          ...describe(entry),
          origin: fromCatalogue.has(sha256) ? 'catalogue' : 'file',
          problem: broken ? problems[broken] : null,
        }
      }),
      catalogue: offers.map(({ model, about, hashesFrom }) => {
        const sha256 = modelSha256(model)
        return {
          ...describe(model),
          about,
          hashesFrom,
          source: model.source,
          sha256,
          installed: isInstalled(firm, sha256),
          download: this.#installer.stateOf(firm, model.name),
        }
      }),
      downloadsOff: areDownloadsOff(firm),
      memory: { freeBytes: memory.free, totalBytes: memory.total },
    }
  }
}

function described(found: Inspected): FoundModel {
  const { name, task, licence, languages, sizeBytes, memoryBytes, onnx, embedder } = found
  return {
    name,
    task,
    licence,
    languages,
    sizeBytes,
    memoryBytes,
    fit: fitOf(memoryBytes, memoryNow()),
    embedder: embedder && { ...embedder, maxTokens: onnx?.maxTokens ?? 512 },
  }
}

type Answers = Omit<Parameters<HandlersOf<typeof modelMethods, CallContext>['models.importFile']>[0], 'paths'>

/** What is pinned: what the files say of themselves, and what a person has said in their place. */
function entryOf(found: Inspected, answers: Answers, files: ModelEntry['files']): ModelEntry {
  const { task, languages, memoryBytes, sizeBytes, onnx, embedder } = found
  const common = {
    name: answers.name,
    licence: answers.licence,
    languages,
    sizeBytes,
    memoryBytes,
    source: 'file',
    files,
  }
  if (task === 'generate') return { task, ...common }
  if (!onnx) throw new BulkheadError('internal', 'These files could not be understood.')
  if (task === 'rerank') return { task, ...common, ...onnx }
  if (!embedder || !answers.embedder)
    throw new BulkheadError(
      'bad-input',
      'Say how this embedder makes one vector of a text, and what it wants before a question and a passage.',
    )
  return {
    task,
    ...common,
    ...onnx,
    dimension: embedder.dimension,
    ...answers.embedder,
    // As for the embedders of the catalogue that know meanings.
    searchWeight: 1,
  }
}
