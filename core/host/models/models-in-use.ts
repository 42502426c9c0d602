import type { InstalledModel, ModelTask } from '../../contract/model.ts'
import type { ModelReference, WorkspaceModels } from '../../contract/workspace/models.ts'
import type { Embedder } from '../../embed/embedder.ts'
import type { Reranker } from '../../embed/reranker.ts'
import { openEmbedder } from '../../embed/worker-embedder.ts'
import { openReranker } from '../../embed/worker-reranker.ts'
import { BulkheadError } from '../../errors.ts'
import type { ModelShelf } from '../../models/model-shelf.ts'
import type { RerankBy } from '../../search/rerank.ts'
import type { Reader } from '../../workspace/reader.ts'

/** A search waits no longer for the reranker than this; it then stands in the fused order. */
const rerankDeadlineMs = 1_500

/**
 * The models that a workspace works with: which were chosen, and the threads that run them. A thread starts when it is
 * first needed and ends with the process at the latest (M4).
 */
export class ModelsInUse {
  readonly shelf: ModelShelf
  readonly #embedders = new Map<string, Promise<Embedder>>()
  readonly #rerankers = new Map<string, Promise<Reranker>>()
  readonly #listeners = new Set<() => void>()
  readonly #keepers = new Set<() => void>()
  /** Why the chosen embedder does not read everything anew, although it should. */
  readingProblem: string | null = null

  constructor(shelf: ModelShelf) {
    this.shelf = shelf
  }

  /** Calls `listener` whenever the state may be another one. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  changed(): void {
    for (const listener of this.#listeners) listener()
  }

  /** Calls `keeper` when another model was chosen, or others are there to be had. */
  onChoice(keeper: () => void): () => void {
    this.#keepers.add(keeper)
    return () => this.#keepers.delete(keeper)
  }

  /** Another model was chosen, or the first document has come. */
  chose(): void {
    this.readingProblem = null
    for (const keeper of this.#keepers) keeper()
    this.changed()
  }

  /** Main has lent other models. */
  lend(models: readonly InstalledModel[]): void {
    this.shelf.lend(models)
    this.chose()
  }

  /** What was chosen for a task; for embedding what comes with the app where nothing was. */
  chosen(reader: Reader, task: ModelTask): ModelReference | null {
    const chosen = reader.models.chosen(task)
    if (chosen || task !== 'embed') return chosen
    const { entry, sha256 } = this.shelf.builtIn
    return { name: entry.name, sha256 }
  }

  /**
   * What documents and questions are embedded with now: the embedder of the vectors that serve, or the chosen one where
   * there are none yet.
   *
   * @throws BulkheadError `model-missing`, `model-changed`, and what opening it throws
   */
  async embedder(reader: Reader): Promise<Embedder> {
    const { builtIn } = this.shelf
    const chosen = this.chosen(reader, 'embed') ?? { name: builtIn.entry.name, sha256: builtIn.sha256 }
    return await this.openEmbedder(reader.models.serving ?? chosen)
  }

  /** The same for a search, which goes on by words alone where it cannot be had: then null. */
  async searchEmbedder(reader: Reader): Promise<Embedder | null> {
    try {
      return await this.embedder(reader)
    } catch (error) {
      if (problemOf(error) === null) throw error
      return null
    }
  }

  /** @throws BulkheadError `model-missing`, `model-changed`, `internal` where the runtime does not take it */
  async openEmbedder(wanted: ModelReference): Promise<Embedder> {
    const known = this.#embedders.get(wanted.sha256)
    if (known) return await known
    const { folder, entry, identities } = this.shelf.require('embed', wanted)
    const opening = openEmbedder(folder, entry, identities)
    this.#embedders.set(wanted.sha256, opening)
    // What did not open is tried again when it is next asked for: the model may have been installed anew.
    opening.catch(() => this.#embedders.delete(wanted.sha256))
    return await opening
  }

  /** What puts the best passages in order, where one was chosen. */
  reranker(reader: Reader): RerankBy | null {
    const model = reader.models.chosen('rerank')
    if (!model) return null
    return {
      model: { name: model.name, sha256: model.sha256 },
      deadlineMs: rerankDeadlineMs,
      open: async () => await this.#openReranker(model),
    }
  }

  async #openReranker(wanted: ModelReference): Promise<Reranker> {
    const known = this.#rerankers.get(wanted.sha256)
    if (known) return await known
    const { folder, entry, identities } = this.shelf.require('rerank', wanted)
    const opening = openReranker(folder, entry, identities)
    this.#rerankers.set(wanted.sha256, opening)
    opening.catch(() => this.#rerankers.delete(wanted.sha256))
    return await opening
  }

  /** Ends the threads of embedders that are not among these. */
  async closeOthers(kept: readonly string[]): Promise<void> {
    for (const [sha256, opening] of this.#embedders) {
      if (kept.includes(sha256)) continue
      this.#embedders.delete(sha256)
      await (await opening.catch(() => null))?.close()
    }
  }

  /** Everything at a glance, as this reader may see it. */
  state(reader: Reader): WorkspaceModels {
    const { builtIn } = this.shelf
    const inUse = (task: 'rerank' | 'generate') => {
      const chosen = this.chosen(reader, task)
      return { chosen, problem: chosen && this.#missing(task, chosen) }
    }
    const chosen = this.chosen(reader, 'embed') ?? { name: builtIn.entry.name, sha256: builtIn.sha256 }
    const { serving } = reader.models
    return {
      choices: (['embed', 'rerank', 'generate'] as const).flatMap((task) =>
        this.shelf.list(task).map(({ sha256, entry }) => ({
          sha256,
          task,
          name: entry.name,
          licence: entry.licence,
          languages: entry.languages,
          sizeBytes: entry.sizeBytes,
          builtIn: sha256 === builtIn.sha256,
        })),
      ),
      embedder: {
        chosen,
        problem: this.#missing('embed', chosen) ?? this.readingProblem,
        serving: serving && { name: serving.name, sha256: serving.sha256 },
        reading: reader.models.progress(),
      },
      reranker: inUse('rerank'),
      generator: inUse('generate'),
    }
  }

  async close(): Promise<void> {
    await this.closeOthers([])
    const rerankers = [...this.#rerankers.values()]
    this.#rerankers.clear()
    for (const opening of rerankers) await (await opening.catch(() => null))?.close()
  }

  #missing(task: ModelTask, wanted: ModelReference): string | null {
    try {
      this.shelf.require(task, wanted)
      return null
    } catch (error) {
      return problemOf(error)
    }
  }
}

/** The sentence of a failure that is the model's own; null for every other. */
function problemOf(error: unknown): string | null {
  if (!(error instanceof BulkheadError)) return null
  return error.code === 'model-missing' || error.code === 'model-changed' ? error.message : null
}
