import { availableParallelism } from 'node:os'
import { basename, dirname, resolve as resolvePath } from 'node:path'
import { Worker } from 'node:worker_threads'
import { BulkheadError } from '../errors.ts'
import { modelSha256, type EmbedderEntry } from '../models/catalogue.ts'
import { verifyModel } from '../models/verify-model.ts'
import type { EmbedKind, Embedder } from './embedder.ts'
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts'

/**
 * Opens the model in `folder`, whose name may hold letters, digits, `-`, `_` and `.`, in a worker thread of this
 * process, after every file was compared with its entry (M2).
 * Throws `model-missing`, `model-changed`, or `internal` when the runtime does not take the model.
 */
export async function openEmbedder(folder: string, entry: EmbedderEntry): Promise<Embedder> {
  await verifyModel(folder, entry)
  const path = resolvePath(folder)
  const start: WorkerStart = {
    parentFolder: dirname(path),
    folderName: basename(path),
    dimension: entry.dimension,
    maxTokens: entry.maxTokens,
    pooling: entry.pooling,
    dtype: entry.dtype,
    prefix: entry.prefix,
    threads: Math.max(1, availableParallelism() - 1),
  }
  // ONNX Runtime 1.30 reports its use to Microsoft and keeps files about it; this switches all of it off (N1, K1). It
  // asks the environment of the process, which a thread cannot set, when it is loaded.
  process.env['ORT_DISABLE_TELEMETRY'] = '1'
  const worker = new Worker(new URL('./embed-worker.ts', import.meta.url), {
    workerData: start,
    execArgv: [],
    env: {},
  })
  const embedder = new WorkerEmbedder(worker, {
    name: entry.name,
    sha256: modelSha256(entry),
    dimension: entry.dimension,
    searchWeight: entry.searchWeight,
  })
  await embedder.ready
  return embedder
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
