import type { Worker } from 'node:worker_threads'
import type { EmbedderEntry, FileIdentity } from '../contract/model.ts'
import { BulkheadError } from '../errors.ts'
import { modelSha256 } from '../models/model-sha256.ts'
import { openVerified } from '../models/verify-model.ts'
import type { EmbedKind, Embedder } from './embedder.ts'
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts'
import { startModelThread } from './model-thread.ts'
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
    const embedder = new WorkerEmbedder(
      startModelThread(new URL('./embed-worker.ts', import.meta.url), start),
      {
        name: entry.name,
        sha256: modelSha256(entry),
        dimension: entry.dimension,
        searchWeight: entry.searchWeight,
      },
    )
    await embedder.ready
    return embedder
  })
}

interface Waiting {
  vectors: Float32Array[]
  count: number
  resolve(vectors: Float32Array[]): void
  reject(error: BulkheadError): void
}

class WorkerEmbedder implements Embedder {
  readonly model: Embedder['model']
  readonly ready: Promise<void>
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #calls = 0
  #ended = false

  constructor(worker: Worker, model: Embedder['model']) {
    this.#worker = worker
    this.model = model
    this.ready = new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.type === 'ready') resolve()
        else this.#receive(message)
      })
      // An error event is followed by an exit event, which is where the calls are told.
      worker.on('error', () => reject(new BulkheadError('internal', 'The model could not be opened.')))
      worker.on('exit', () => {
        this.#end()
        reject(ended())
      })
    })
  }

  embed(texts: readonly string[], kind: EmbedKind, signal?: AbortSignal): Promise<Float32Array[]> {
    if (this.#ended) return Promise.reject(ended())
    if (signal?.aborted) return Promise.reject(cancelled())
    if (texts.length === 0) return Promise.resolve([])
    const call = this.#calls++
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#waiting.delete(call)
        this.#send({ type: 'cancel', call })
        reject(cancelled())
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiting.set(call, {
        vectors: [],
        count: texts.length,
        resolve: (vectors) => {
          signal?.removeEventListener('abort', abort)
          resolve(vectors)
        },
        reject: (error) => {
          signal?.removeEventListener('abort', abort)
          reject(error)
        },
      })
      this.#send({ type: 'embed', call, texts, kind })
    })
  }

  async close(): Promise<void> {
    this.#end()
    await this.#worker.terminate()
  }

  #receive(message: Exclude<FromWorker, { type: 'ready' }>): void {
    const waiting = this.#waiting.get(message.call)
    if (!waiting) return
    if (message.type === 'failed') {
      this.#waiting.delete(message.call)
      waiting.reject(new BulkheadError('internal', 'The model could not turn a text into a vector.'))
      return
    }
    const { dimension } = this.model
    for (let at = 0; at < message.data.length; at += dimension) {
      waiting.vectors.push(message.data.slice(at, at + dimension))
    }
    if (waiting.vectors.length < waiting.count) return
    this.#waiting.delete(message.call)
    waiting.resolve(waiting.vectors)
  }

  #send(message: ToWorker): void {
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
    'The part of the app that reads meaning ended; unlock the workspace again.',
  )
}

function cancelled(): BulkheadError {
  return new BulkheadError('cancelled', 'The request was cancelled.')
}
