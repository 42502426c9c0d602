import { Worker } from 'node:worker_threads'
import { BulkheadError } from '../errors.ts'

/** What every thread that runs a model says, beside its own answers. */
export type ThreadMessage<Answer> =
  | { type: 'ready' }
  | Answer
  /** Nothing of the runtime's own message: it could hold text. */
  | { type: 'failed'; call: number }

/** What a caller is told, one sentence each. */
interface Words {
  failed: string
  ended: string
}

interface Waiting<Answer> {
  receive(answer: Answer): void
  reject(error: BulkheadError): void
}

/**
 * A thread of this process that runs a model on ONNX Runtime. Each call has a number, can be given up, and ends with the
 * thread at the latest.
 */
export class ModelThread<Request extends object, Answer extends { type: string; call: number }> {
  /** Rejects with `internal` when the runtime does not take the model. */
  readonly ready: Promise<void>
  readonly #worker: Worker
  readonly #words: Words
  readonly #waiting = new Map<number, Waiting<Answer>>()
  #calls = 0
  #ended = false

  constructor(file: URL, workerData: object, words: Words) {
    // ONNX Runtime 1.30 reports its use to Microsoft and keeps files about it; this switches all of it off (N1, K1). It
    // asks the environment of the process, which a thread cannot set, when it is loaded.
    process.env['ORT_DISABLE_TELEMETRY'] = '1'
    // Nothing of this process's environment or arguments goes with it.
    this.#worker = new Worker(file, { workerData, execArgv: [], env: {} })
    this.#words = words
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: ThreadMessage<Answer>) => {
        if (message.type === 'ready') resolve()
        else this.#receive(message as Exclude<ThreadMessage<Answer>, { type: 'ready' }>)
      })
      // An error event is followed by an exit event, which is where the calls are told.
      this.#worker.on('error', () => reject(new BulkheadError('internal', 'The model could not be opened.')))
      this.#worker.on('exit', () => {
        this.#end()
        reject(this.#endedError())
      })
    })
  }

  /**
   * @param receive hears each answer to this call, and resolves it with the last one
   * @throws BulkheadError `cancelled`, `internal` where the model fails, `process-ended`
   */
  async call<Value>(
    request: Request,
    receive: (answer: Answer, resolve: (value: Value) => void) => void,
    signal?: AbortSignal,
  ): Promise<Value> {
    if (this.#ended) throw this.#endedError()
    if (signal?.aborted) throw cancelled()
    const call = this.#calls++
    const { promise, resolve, reject } = Promise.withResolvers<Value>()
    this.#waiting.set(call, { receive: (answer) => receive(answer, resolve), reject })
    const abort = () => {
      this.#worker.postMessage({ type: 'cancel', call })
      reject(cancelled())
    }
    signal?.addEventListener('abort', abort, { once: true })
    this.#worker.postMessage({ ...request, call })
    try {
      return await promise
    } finally {
      this.#waiting.delete(call)
      signal?.removeEventListener('abort', abort)
    }
  }

  async close(): Promise<void> {
    this.#end()
    await this.#worker.terminate()
  }

  #receive(message: Answer | { type: 'failed'; call: number }): void {
    const waiting = this.#waiting.get(message.call)
    if (message.type === 'failed') waiting?.reject(new BulkheadError('internal', this.#words.failed))
    else waiting?.receive(message as Answer)
  }

  #end(): void {
    this.#ended = true
    for (const waiting of this.#waiting.values()) waiting.reject(this.#endedError())
    this.#waiting.clear()
  }

  #endedError(): BulkheadError {
    return new BulkheadError('process-ended', this.#words.ended)
  }
}

function cancelled(): BulkheadError {
  return new BulkheadError('cancelled', 'The request was cancelled.')
}
