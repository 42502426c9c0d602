import { fileURLToPath } from 'node:url'
import { BulkheadError } from '../errors.ts'
import { forkProcess } from '../process/fork.ts'
import type { ChildPort, StartProcess } from '../process/port.ts'
import type { Extracted } from './extracted.ts'
import { ExtractReply } from './extractor-messages.ts'
import { readerFailed, tooLarge, tookTooLong } from './failures.ts'
import type { ReadableFormat } from './format.ts'

export const extractorEntry = new URL('./extractor-process.ts', import.meta.url)
const defaultDeadlineMs = 60_000
/** Larger files are refused, before they are read or kept. */
export const maxFileBytes = 100_000_000

/** What bounds the process wherever it runs. */
export const extractorLimits = ['--disallow-code-generation-from-strings', '--max-old-space-size=768']

/**
 * Node's permission model fences the process: it reads the program's own files and no others, writes none, starts
 * no process and loads no native code. Code made from strings is refused, and the heap is bounded.
 */
export function extractorOptions(): string[] {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  return ['--permission', `--allow-fs-read=${root}*`, '--allow-worker', '--no-warnings', ...extractorLimits]
}

export interface ExtractOptions {
  signal?: AbortSignal
  /** From the file's turn on. */
  deadlineMs?: number
}

/**
 * Reads untrusted files in a process of its own, one at a time, and ends that process when a file takes too long,
 * too much memory or the parser down. The next file then meets a fresh one.
 */
export class Extractor {
  readonly #start: StartProcess
  readonly #closing = new AbortController()
  #child: ChildPort | undefined
  #last: Promise<unknown> = Promise.resolve()
  #nextId = 0

  constructor(start: StartProcess = forkProcess) {
    this.#start = start
  }

  /**
   * The text of a file; the name only helps to tell its format. Throws BulkheadError `unsupported-format` or
   * `unreadable-document` with the reason, `cancelled` after an abort, and `locked` once closed.
   */
  async extract(
    bytes: Uint8Array,
    fileName: string,
    options: ExtractOptions = {},
  ): Promise<{ format: ReadableFormat; extracted: Extracted }> {
    if (bytes.length > maxFileBytes) throw tooLarge()
    const stop = AbortSignal.any([this.#closing.signal, ...(options.signal ? [options.signal] : [])])
    const before = this.#last
    const turn = Promise.withResolvers<undefined>()
    this.#last = before.then(() => turn.promise)
    try {
      await this.#unlessStopped(before, stop)
      const reply = await this.#read(bytes, fileName, stop, options.deadlineMs ?? defaultDeadlineMs)
      if (reply.ok) return { format: reply.format, extracted: reply.extracted }
      throw new BulkheadError(reply.code, reply.message)
    } finally {
      turn.resolve(undefined)
    }
  }

  /** Ends the process, and with it whatever it holds of the files it read. Reading that goes on is refused. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#end()
  }

  async #read(
    bytes: Uint8Array,
    fileName: string,
    stop: AbortSignal,
    deadlineMs: number,
  ): Promise<ExtractReply> {
    const child = this.#current()
    const id = this.#nextId++
    const answered = Promise.withResolvers<ExtractReply>()
    child.onMessage((message) => {
      const reply = ExtractReply.safeParse(message)
      if (reply.success && reply.data.id === id) answered.resolve(reply.data)
      else answered.reject(readerFailed())
    })
    void child.exited.then(() => answered.reject(readerFailed()))
    const deadline = setTimeout(() => answered.reject(tookTooLong()), deadlineMs)
    try {
      child.send({ id, bytes, fileName })
      const reply = await this.#unlessStopped(answered.promise, stop)
      if (reply.worn) await this.#end()
      return reply
    } catch (error) {
      await this.#end()
      throw error
    } finally {
      clearTimeout(deadline)
    }
  }

  /** The process, started when there is none or it ended between two files. */
  #current(): ChildPort {
    if (this.#child) return this.#child
    const child = this.#start(extractorEntry, { nodeOptions: extractorOptions(), quiet: true })
    this.#child = child
    void child.exited.then(() => {
      if (this.#child === child) this.#child = undefined
    })
    return child
  }

  async #unlessStopped<Value>(work: Promise<Value>, stop: AbortSignal): Promise<Value> {
    const stopped = Promise.withResolvers<never>()
    const onStop = () => stopped.reject(this.#stopReason())
    if (stop.aborted) onStop()
    stop.addEventListener('abort', onStop, { once: true })
    try {
      return await Promise.race([stopped.promise, work])
    } finally {
      stop.removeEventListener('abort', onStop)
      // Whichever comes second has nobody waiting for it.
      work.catch(() => undefined)
    }
  }

  #stopReason(): BulkheadError {
    return this.#closing.signal.aborted
      ? new BulkheadError('locked', 'Reading was stopped because the workspace was locked.')
      : new BulkheadError('cancelled', 'Reading was cancelled.')
  }

  async #end(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    await child?.kill()
  }
}
