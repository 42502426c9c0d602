import { setImmediate as nextTurn } from 'node:timers/promises'
import { BulkheadError } from '../../errors.ts'
import type { IndexRebuild } from '../../workspace/models/index-rebuild.ts'
import type { Scope } from '../../workspace/scope.ts'
import type { ModelsInUse } from './models-in-use.ts'

/** Passages in one transaction. What a kill costs, and how long a search can wait for the file. */
const batchPassages = 16

/** How often those who watch are told, in milliseconds. */
const saidEveryMs = 250

/**
 * Sees to it that the vectors that serve are the chosen embedder's. Where they are not, it has everything read anew in
 * the background while the old vectors go on to serve, and goes on with that after a lock or a kill (K5).
 */
export class IndexKeeper {
  readonly #scope: Scope
  readonly #models: ModelsInUse
  readonly #onWrite: () => void
  readonly #stopListening: () => void
  #stop = new AbortController()
  #work: Promise<void> = Promise.resolve()
  #target: string | null = null
  #closed = false

  constructor(scope: Scope, models: ModelsInUse, onWrite: () => void) {
    this.#scope = scope
    this.#models = models
    this.#onWrite = onWrite
    this.#stopListening = models.onChoice(() => this.look())
    this.look()
  }

  /** Resolves when nothing is left to do, or nothing can be done. */
  async settled(): Promise<void> {
    for (let work: Promise<void> | null = null; work !== this.#work;) {
      work = this.#work
      await work
    }
  }

  /** Begins, changes or gives up what has to be done for the embedder that is chosen now. */
  look(): void {
    if (this.#closed) return
    const { reader } = this.#scope
    const chosen = this.#models.chosen(reader, 'embed')
    const { serving, building } = reader.models
    const target = serving !== null && serving.sha256 !== chosen?.sha256 ? (chosen?.sha256 ?? null) : null
    if (target === this.#target && (target !== null || !building)) return
    this.#target = target
    this.#stop.abort()
    const stop = new AbortController()
    this.#stop = stop
    const before = this.#work
    this.#work = before.then(async () => await this.#run(stop.signal))
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopListening()
    this.#stop.abort()
    await this.#work
  }

  async #run(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    const rebuild = this.#scope.indexRebuild()
    try {
      if (this.#target === null) rebuild.abandon()
      else await this.#readAnew(rebuild, signal)
      this.#say(null)
    } catch (error) {
      if (signal.aborted) return
      // Searches go on by the old vectors; whoever looks at the models is told why.
      this.#target = null
      this.#say(
        error instanceof BulkheadError
          ? error.message
          : 'Something went wrong inside Bulkhead while the documents were read anew.',
      )
    }
  }

  async #readAnew(rebuild: IndexRebuild, signal: AbortSignal): Promise<void> {
    const chosen = this.#models.chosen(this.#scope.reader, 'embed')
    if (!chosen) return
    const embedder = await this.#models.openEmbedder(chosen)
    if (signal.aborted || !rebuild.begin(embedder.model)) return
    let saidMs = 0
    for (;;) {
      const passages = rebuild.next(batchPassages)
      if (passages.length === 0) {
        if (rebuild.finish()) break
        continue
      }
      const vectors = await embedder.embed(
        passages.map(({ text }) => text),
        'passage',
        signal,
      )
      if (signal.aborted) return
      rebuild.store(passages, vectors)
      if (performance.now() - saidMs > saidEveryMs) {
        saidMs = performance.now()
        this.#say(null)
      }
      await nextTurn()
    }
    this.#target = null
    this.#onWrite()
    await this.#models.closeOthers([chosen.sha256])
  }

  #say(problem: string | null): void {
    this.#models.readingProblem = problem
    this.#models.changed()
  }
}
