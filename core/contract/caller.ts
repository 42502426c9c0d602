import type { z } from 'zod'
import type { Contract, InputOf, OutputOf } from './method.ts'
import { BulkheadError, type ErrorCode } from '../errors.ts'
import { type Request, Response } from './messages.ts'
import type { Port } from './port.ts'

type Events = Readonly<Record<string, z.ZodType>>

/** Name and payload of any one of the events. */
export type Said<E extends Events> = {
  [Name in keyof E & string]: [event: Name, payload: z.output<E[Name]>]
}[keyof E & string]

export interface CallOptions<E extends Events> {
  signal?: AbortSignal
  /** What the process says while it works on this call; nothing of it arrives after the call has ended (S5). */
  onEvent?: (...said: Said<E>) => void
}

interface Waiting {
  method: string
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
  onEvent: ((event: string, payload: unknown) => void) | undefined
}

/** The caller's end of a contract: typed calls, both directions parsed. */
export class Caller<C extends Contract, E extends Events> {
  readonly #port: Port
  readonly #contract: C
  readonly #events: E
  readonly #waiting = new Map<number, Waiting>()
  #nextId = 1
  #closed = false

  constructor(port: Port, contract: C, events: E) {
    this.#port = port
    this.#contract = contract
    this.#events = events
    port.onMessage((message) => this.#receive(message))
    port.onClose(() => this.#end())
  }

  /** @throws BulkheadError with the code that the other side gave, `cancelled`, or `process-ended` */
  async call<M extends keyof C & string>(
    method: M,
    input: InputOf<C[M]>,
    options: CallOptions<E> = {},
  ): Promise<OutputOf<C[M]>> {
    if (this.#closed) throw ended()
    const definition: C[M] = this.#contract[method]
    const id = this.#nextId++
    const cancel = () => this.#port.send({ kind: 'cancel', id } satisfies Request)
    try {
      const value = await new Promise<unknown>((resolve, reject) => {
        const { onEvent } = options
        this.#waiting.set(id, {
          method,
          resolve,
          reject,
          onEvent: onEvent && ((event, payload) => this.#deliver(onEvent, event, payload)),
        })
        options.signal?.addEventListener('abort', cancel, { once: true })
        const events = onEvent !== undefined
        this.#port.send({ kind: 'call', id, method, input, events } satisfies Request)
        if (options.signal?.aborted) cancel()
      })
      return definition.output.parse(value) as OutputOf<C[M]>
    } finally {
      options.signal?.removeEventListener('abort', cancel)
      this.#waiting.delete(id)
    }
  }

  #deliver(onEvent: NonNullable<CallOptions<E>['onEvent']>, event: string, payload: unknown): void {
    const schema = this.#events[event]
    if (!schema) return
    // The schema of this very event has just parsed the payload.
    onEvent(...([event, schema.parse(payload)] as unknown as Said<E>))
  }

  #receive(message: unknown): void {
    const response = Response.parse(message)
    const waiting = this.#waiting.get(response.id)
    // A late message of a call that was given up has no one to go to.
    if (!waiting) return
    switch (response.kind) {
      case 'result':
        return waiting.resolve(response.value)
      case 'failed':
        return waiting.reject(new BulkheadError(response.code as ErrorCode, response.message))
      case 'event':
        waiting.onEvent?.(response.event, response.payload)
    }
  }

  #end(): void {
    this.#closed = true
    for (const waiting of this.#waiting.values()) waiting.reject(ended())
    this.#waiting.clear()
  }
}

function ended(): BulkheadError {
  return new BulkheadError('process-ended', 'This workspace was locked or its process ended. Open it again.')
}
