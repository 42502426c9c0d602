import type { EmbedderEntry, FileIdentity } from '../contract/model.ts'
import { modelSha256 } from '../models/model-sha256.ts'
import { openVerified } from '../models/verify-model.ts'
import type { EmbedKind, Embedder } from './embedder.ts'
import type { EmbedRequest, Vectors, WorkerStart } from './messages.ts'
import { ModelThread } from './model-thread.ts'
import { runtimeStart } from './runtime-start.ts'

/**
 * Opens the model in `folder`, whose name may hold letters, digits, `-`, `_` and `.`, in a worker thread of this
 * process, after every file was compared with its entry (M2).
 *
 * @param identities of the files when they were last hashed; what has not changed since is not hashed again
 * @throws BulkheadError `model-missing`, `model-changed`, or `internal` when the runtime does not take the model
 */
export async function openEmbedder(
  folder: string,
  entry: EmbedderEntry,
  identities: readonly FileIdentity[] = [],
): Promise<Embedder> {
  return await openVerified({ folder, entry, identities }, async () => {
    const start: WorkerStart = {
      runtime: runtimeStart(folder, entry.dtype),
      dimension: entry.dimension,
      maxTokens: entry.maxTokens,
      pooling: entry.pooling,
      prefix: entry.prefix,
    }
    const thread: Thread = new ModelThread(new URL('./embed-worker.ts', import.meta.url), start, {
      failed: 'The model could not turn a text into a vector.',
      ended: 'The part of the app that reads meaning ended; unlock the workspace again.',
    })
    await thread.ready
    return new WorkerEmbedder(thread, {
      name: entry.name,
      sha256: modelSha256(entry),
      dimension: entry.dimension,
      searchWeight: entry.searchWeight,
    })
  })
}

type Thread = ModelThread<EmbedRequest, Vectors>

class WorkerEmbedder implements Embedder {
  readonly model: Embedder['model']
  readonly #thread: Thread

  constructor(thread: Thread, model: Embedder['model']) {
    this.#thread = thread
    this.model = model
  }

  async embed(texts: readonly string[], kind: EmbedKind, signal?: AbortSignal): Promise<Float32Array[]> {
    const { dimension } = this.model
    const vectors: Float32Array[] = []
    return await this.#thread.call<Float32Array[]>(
      { type: 'embed', texts, kind },
      ({ data }, resolve) => {
        for (let at = 0; at < data.length; at += dimension) vectors.push(data.slice(at, at + dimension))
        if (vectors.length >= texts.length) resolve(vectors)
      },
      signal,
    )
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
