import { join } from 'node:path'
import type { FileIdentity, InstalledModel, ModelEntry, ModelTask } from '../contract/model.ts'
import { BulkheadError } from '../errors.ts'
import { builtInEmbedder, modelsFolder } from './catalogue.ts'
import { modelSha256 } from './model-sha256.ts'

/** A model that this process may open: where it lies and what it has to be. */
export interface ShelvedModel<Entry extends ModelEntry = ModelEntry> {
  readonly sha256: string
  readonly folder: string
  readonly entry: Entry
  readonly identities?: readonly FileIdentity[]
}

type EntryOf<Task extends ModelTask> = Extract<ModelEntry, { task: Task }>

/**
 * The models that main has lent to this process, and the embedder that comes with the app. Nothing else is opened, and a
 * model is asked for by the hash of its bytes, never by a path (M2).
 */
export class ModelShelf {
  #lent: readonly ShelvedModel[]
  readonly #builtIn: ShelvedModel<EntryOf<'embed'>>

  constructor(lent: readonly InstalledModel[] = []) {
    this.#lent = lent
    const entry = builtInEmbedder()
    this.#builtIn = { sha256: modelSha256(entry), folder: join(modelsFolder, 'built-in'), entry }
  }

  /** The embedder that comes with the app. */
  get builtIn(): ShelvedModel<EntryOf<'embed'>> {
    return this.#builtIn
  }

  lend(models: readonly InstalledModel[]): void {
    this.#lent = models
  }

  /** Those for a task, the built-in one first. */
  list<Task extends ModelTask>(task: Task): ShelvedModel<EntryOf<Task>>[] {
    return [this.#builtIn, ...this.#lent].filter((model): model is ShelvedModel<EntryOf<Task>> =>
      isFor(model, task),
    )
  }

  /** @throws BulkheadError `model-missing` where it is not, or not any more, installed here */
  require<Task extends ModelTask>(
    task: Task,
    wanted: { name: string; sha256: string },
  ): ShelvedModel<EntryOf<Task>> {
    const found = this.list(task).find(({ sha256 }) => sha256 === wanted.sha256)
    if (!found)
      throw new BulkheadError(
        'model-missing',
        `The model ${wanted.name}, which this workspace uses, is not installed here. Install it again, or choose another in Models.`,
      )
    return found
  }
}

function isFor(model: ShelvedModel, task: ModelTask): boolean {
  return model.entry.task === task
}
