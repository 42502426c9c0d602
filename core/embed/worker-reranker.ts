import type { Worker } from 'node:worker_threads'
import type { FileIdentity, RerankerEntry } from '../contract/model.ts'
import { BulkheadError } from '../errors.ts'
import { modelSha256 } from '../models/model-sha256.ts'
import { openVerified } from '../models/verify-model.ts'
import { startModelThread } from './model-thread.ts'
import type { FromReranker, RerankStart, ToReranker } from './rerank-messages.ts'
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
    const reranker = new WorkerReranker(
      startModelThread(new URL('./rerank-worker.ts', import.meta.url), start),
      { name: entry.name, sha256: modelSha256(entry) },
    )
    await reranker.ready
    return reranker
  })
}

class WorkerReranker implements Reranker {
  readonly model: Reranker['model']
  readonly ready: Promise<void>
  readonly #worker: Worker
  readonly #waiting = new Map<number, PromiseWithResolvers<number[]>>()
  #calls = 0
  #ended = false

  constructor(worker: Worker, model: Reranker['model']) {
    this.#worker = worker
    this.model = model
    this.ready = new Promise((resolve, reject) => {
      worker.on('message', (message: FromReranker) => {
        if (message.type === 'ready') resolve()
        else this.#receive(message)
      })
      worker.on('error', () => reject(new BulkheadError('internal', 'The model could not be opened.')))
      worker.on('exit', () => {
        this.#end()
        reject(ended())
      })
    })
  }

  async score(question: string, passages: readonly string[], signal?: AbortSignal): Promise<number[]> {
    if (this.#ended) throw ended()
    if (signal?.aborted) throw cancelled()
    const call = this.#calls++
    const waiting = Promise.withResolvers<number[]>()
    this.#waiting.set(call, waiting)
    const abort = () => {
      this.#send({ type: 'cancel', call })
      waiting.reject(cancelled())
    }
    signal?.addEventListener('abort', abort, { once: true })
    this.#send({ type: 'score', call, question, passages })
    try {
      return await waiting.promise
    } finally {
      this.#waiting.delete(call)
      signal?.removeEventListener('abort', abort)
    }
  }

  async close(): Promise<void> {
    this.#end()
    await this.#worker.terminate()
  }

  #receive(message: Exclude<FromReranker, { type: 'ready' }>): void {
    const waiting = this.#waiting.get(message.call)
    if (message.type === 'scores') waiting?.resolve([...message.scores])
    else
      waiting?.reject(new BulkheadError('internal', 'The model could not compare a passage with a question.'))
  }

  #send(message: ToReranker): void {
    this.#worker.postMessage(message)
  }

  #end(): void {
    this.#ended = true
    for (const waiting of this.#waiting.values()) waiting.reject(ended())
    this.#waiting.clear()
  }
}

function ended(): BulkheadError {
  return new BulkheadError(
    'process-ended',
    'The part of the app that ranks ended; unlock the workspace again.',
  )
}

function cancelled(): BulkheadError {
  return new BulkheadError('cancelled', 'The request was cancelled.')
}
