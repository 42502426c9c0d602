import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { BulkheadError } from '../../errors.ts'
import type { FileIdentity } from '../../contract/model.ts'
import { openVerified, type Pinned } from '../../models/verify-model.ts'
import { requireMemory } from './enough-memory.ts'
import type { AdapterFile, Generator, Rendered, Written, WriteRequest } from './generator.ts'
import type { FromThread, ThreadStart, ToThread } from './messages.ts'

/** A model in GGUF: where it lies, and what it has to be. */
export interface GeneratorModel {
  folder: string
  entry: Pinned
  /** Over all its files, hex: names it in the log. */
  sha256: string
  /** Of its files when they were last hashed. */
  identities?: readonly FileIdentity[]
}

export interface GeneratorOptions {
  /** The adapter as a file for the length of the opening; whoever made it removes it. */
  adapter?: AdapterFile | null
  /** The most tokens of prompt and answer together; a model that knows fewer has those. */
  contextTokens?: number
  gpu?: boolean
}

const usualContextTokens = 8_192

/**
 * Opens a model on a thread of this process, after its bytes were compared with the hash that is pinned for it (M2), and
 * after a look at the memory that is free.
 *
 * @throws BulkheadError `model-missing`, `model-changed`, `not-enough-memory`, `model-unusable`
 */
export async function openGenerator(
  model: GeneratorModel,
  options: GeneratorOptions = {},
): Promise<Generator> {
  return await openVerified(model, async () => await open(model, options))
}

async function open(
  { folder, entry, sha256 }: GeneratorModel,
  { adapter = null, contextTokens = usualContextTokens, gpu = true }: GeneratorOptions,
): Promise<Generator> {
  const paths = entry.files.map((file) => join(folder, file.path))
  // Of a model in several files the runtime is given the first, and finds the others by their names.
  const modelPath = paths.filter((path) => path.endsWith('.gguf')).sort()[0]
  if (modelPath === undefined) throw unusable('model')
  await requireMemory([...paths, ...(adapter ? [adapter.path] : [])])
  const start: ThreadStart = {
    modelPath,
    adapterPath: adapter?.path ?? null,
    contextTokens,
    // With every core busy, threads that spin while they wait starve the ones that work.
    threads: Math.max(1, availableParallelism() - 1),
    gpu,
  }
  const worker = new Worker(new URL('./generate-worker.ts', import.meta.url), { workerData: start, env: {} })
  const thread = new GeneratorThread(worker)
  const { contextTokens: tokens, device } = await thread.ready
  return Object.assign(thread, {
    model: { name: entry.name, sha256, contextTokens: tokens, device },
    adapter: adapter && { name: adapter.name, sha256: adapter.sha256 },
  })
}

interface Waiting {
  receive(message: Extract<FromThread, { call: number }>): void
  reject(error: BulkheadError): void
}

class GeneratorThread implements Pick<Generator, 'count' | 'write' | 'close'> {
  readonly ready: Promise<Extract<FromThread, { type: 'ready' }>>
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  /** Flags of what is being written. */
  readonly #stops = new Set<Int32Array>()
  readonly #exited: Promise<void>
  #calls = 0
  #isOpen = false
  #ended = false

  constructor(worker: Worker) {
    this.#worker = worker
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()))
    this.ready = new Promise((resolve, reject) => {
      worker.on('message', (message: FromThread) => {
        if (message.type === 'ready') {
          this.#isOpen = true
          resolve(message)
        } else if (message.type === 'refused') {
          reject(unusable(message.reason))
          void this.close()
        } else this.#waiting.get(message.call)?.receive(message)
      })
      // An error event is followed by an exit event, which is where the calls are told.
      worker.on('error', () => reject(unusable('model')))
      worker.on('exit', () => {
        this.#end()
        reject(ended())
      })
    })
  }

  async count(texts: readonly string[]): Promise<number[]> {
    return await this.#call<number[]>({ type: 'count', texts }, (message, resolve) => {
      if (message.type === 'counted') resolve(message.tokens)
    })
  }

  async write(request: WriteRequest): Promise<Written> {
    const { messages, grammar, maxTokens, sampling, signal, onRendered, onText } = request
    const startedMs = performance.now()
    const sinceStart = () => performance.now() - startedMs
    let text = ''
    let firstTextMs: number | null = null
    let promptTokens = 0
    let tokens = 0
    const stop = new Int32Array(new SharedArrayBuffer(4))
    signal.addEventListener('abort', () => Atomics.store(stop, 0, 1), { once: true })
    if (signal.aborted) throw new BulkheadError('cancelled', 'Stopped before anything was written.')
    const written = (end: Written['end']): Written => ({
      text,
      end,
      promptTokens,
      tokens,
      firstTextMs,
      totalMs: sinceStart(),
    })
    this.#stops.add(stop)
    const writing = this.#call<Written>({ type: 'render', messages }, (message, resolve, call) => {
      if (message.type === 'rendered') {
        promptTokens = message.tokens
        onRendered?.({ prompt: message.prompt, tokens: message.tokens } satisfies Rendered)
        this.#send({ type: 'write', call, grammar, maxTokens, sampling, stop: stop.buffer })
        // Nobody waits until the thread has heard of it: what it still makes is shown to nobody.
        const stopped = () => resolve(written('stopped'))
        if (signal.aborted) stopped()
        else signal.addEventListener('abort', stopped, { once: true })
      } else if (message.type === 'text') {
        firstTextMs ??= sinceStart()
        text += message.text
        tokens = message.tokens
        onText?.(message.text)
      } else if (message.type === 'written') {
        tokens = message.tokens
        resolve(written(message.end))
      }
    })
    return await writing.finally(() => this.#stops.delete(stop))
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) Atomics.store(stop, 0, 1)
    this.#end()
    if (this.#isOpen) this.#send({ type: 'close' })
    else await this.#worker.terminate()
    await this.#exited
  }

  async #call<T>(
    message:
      { type: 'count'; texts: readonly string[] } | Omit<Extract<ToThread, { type: 'render' }>, 'call'>,
    receive: (
      message: Extract<FromThread, { call: number }>,
      resolve: (value: T) => void,
      call: number,
    ) => void,
  ): Promise<T> {
    if (this.#ended) throw ended()
    const call = this.#calls++
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    this.#waiting.set(call, {
      reject,
      receive(answer) {
        if (answer.type === 'failed') return reject(failed(answer.reason))
        try {
          receive(answer, resolve, call)
        } catch (error) {
          reject(error)
        }
      },
    })
    this.#send({ ...message, call })
    try {
      return await promise
    } finally {
      this.#waiting.delete(call)
    }
  }

  #send(message: ToThread): void {
    this.#worker.postMessage(message)
  }

  #end(): void {
    this.#ended = true
    for (const waiting of this.#waiting.values()) waiting.reject(ended())
    this.#waiting.clear()
  }
}

function unusable(reason: 'memory' | 'model'): BulkheadError {
  return reason === 'memory'
    ? new BulkheadError(
        'not-enough-memory',
        'There is not enough memory for this model. Close other programs, or choose a smaller model in Models.',
      )
    : new BulkheadError(
        'model-unusable',
        'The language model could not be opened. Choose another one in Models, or install it again.',
      )
}

function failed(reason: 'length' | 'runtime'): BulkheadError {
  return reason === 'length'
    ? new BulkheadError('bad-input', 'The question is too long for this model. Ask it in fewer words.')
    : new BulkheadError('internal', 'The language model stopped working on this answer. Ask again.')
}

function ended(): BulkheadError {
  return new BulkheadError('process-ended', 'The language model ended; unlock the workspace again.')
}
