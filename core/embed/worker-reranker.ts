import type { FileIdentity, RerankerEntry } from '../contract/model.ts'
import { modelSha256 } from '../models/model-sha256.ts'
import { openVerified } from '../models/verify-model.ts'
import { ModelThread } from './model-thread.ts'
import type { RerankStart, Scores, ScoreRequest } from './rerank-messages.ts'
import type { Reranker } from './reranker.ts'
import { runtimeStart } from './runtime-start.ts'

/**
 * Opens a cross-encoder in a worker thread of this process, after every file was compared with its entry (M2).
 *
 * @param identities of the files when they were last hashed; what has not changed since is not hashed again
 * @throws BulkheadError `model-missing`, `model-changed`, or `internal` when the runtime does not take the model
 */
export async function openReranker(
  folder: string,
  entry: RerankerEntry,
  identities: readonly FileIdentity[] = [],
): Promise<Reranker> {
  return await openVerified({ folder, entry, identities }, async () => {
    const start: RerankStart = { runtime: runtimeStart(folder, entry.dtype), maxTokens: entry.maxTokens }
    const thread: Thread = new ModelThread(new URL('./rerank-worker.ts', import.meta.url), start, {
      failed: 'The model could not compare a passage with a question.',
      ended: 'The part of the app that ranks ended; unlock the workspace again.',
    })
    await thread.ready
    return new WorkerReranker(thread, { name: entry.name, sha256: modelSha256(entry) })
  })
}

type Thread = ModelThread<ScoreRequest, Scores>

class WorkerReranker implements Reranker {
  readonly model: Reranker['model']
  readonly #thread: Thread

  constructor(thread: Thread, model: Reranker['model']) {
    this.#thread = thread
    this.model = model
  }

  async score(question: string, passages: readonly string[], signal?: AbortSignal): Promise<number[]> {
    return await this.#thread.call<number[]>(
      { type: 'score', question, passages },
      ({ scores }, resolve) => resolve([...scores]),
      signal,
    )
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
