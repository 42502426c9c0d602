import type { z } from 'zod'
import type { Contract, OutputOf, ParsedInputOf } from '../contract/method.ts'
import { BulkheadError } from '../errors.ts'
import type { Port } from '../contract/port.ts'
import { Request, type Response } from '../contract/messages.ts'

/** One handler for each method of a contract: a missing one does not compile. */
export type HandlersOf<C extends Contract, Context> = {
  readonly [Method in keyof C]: (
    input: ParsedInputOf<C[Method]>,
    context: Context,
  ) => OutputOf<C[Method]> | Promise<OutputOf<C[Method]>>
}

/** What one call brings along. */
export interface CallContext {
  readonly signal: AbortSignal
  /** Sends an event of the contract to the caller of this very call. */
  readonly emit: (event: string, payload: unknown) => void
}

/** A call that has been let in: what its handler works with, and the entries that it has left so far. */
interface Admitted<Context> {
  readonly context: Context
  readonly left: (entryType: string) => boolean
}

export interface Service<C extends Contract, Context> {
  readonly contract: C
  readonly handlers: HandlersOf<C, Context>
  /** Who calls, as of now: one of the words that policies are made of. */
  who(): string
  admit(call: CallContext): Admitted<Context>
  /** The refusal of a caller whom the policy does not name; records it where there is a log. */
  refuse(method: string, policy: readonly string[], call: CallContext): BulkheadError
  /** Hears of a call that did not come out well, before its caller does. Must not throw. */
  failed?(method: string, error: unknown): void
}

export interface Serving {
  /** Aborts whatever runs and takes no further call; resolves when the last one has ended. */
  stop(): Promise<void>
}

/**
 * Serves a contract over a port. For every call alike: known method, caller named by the policy, parsed input, handler,
 * proof that the call left its entry, parsed output. There is no second way in (S4, A1).
 */
export function serveContract<C extends Contract, Context>(
  port: Port,
  service: Service<C, Context>,
): Serving {
  const running = new Map<number, AbortController>()
  const idle = Promise.withResolvers<void>()
  let stopped = false
  port.onMessage((message) => {
    const request = Request.safeParse(message)
    if (!request.success) return
    if (request.data.kind === 'cancel') running.get(request.data.id)?.abort()
    else if (!stopped) void answer(request.data)
  })
  return {
    stop() {
      stopped = true
      for (const controller of running.values()) controller.abort()
      if (running.size === 0) idle.resolve()
      return idle.promise
    },
  }

  async function answer({ id, method, input, events }: Extract<Request, { kind: 'call' }>): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    const send = (response: Response) => port.send(response)
    const { signal } = controller
    const emit = (event: string, payload: unknown) => {
      if (events) send({ kind: 'event', id, event, payload })
    }
    try {
      send({ kind: 'result', id, value: await perform(service, method, input, { signal, emit }) })
    } catch (error) {
      service.failed?.(method, error)
      send({ kind: 'failed', id, ...expected(error, signal) })
    } finally {
      running.delete(id)
      if (stopped && running.size === 0) idle.resolve()
    }
  }
}

async function perform<C extends Contract, Context>(
  service: Service<C, Context>,
  method: string,
  input: unknown,
  call: CallContext,
): Promise<unknown> {
  const definition = Object.hasOwn(service.contract, method) ? service.contract[method] : undefined
  if (!definition) throw new BulkheadError('refused', 'There is no such request.')
  const who = service.who()
  if (!definition.policy.includes(who)) throw service.refuse(method, definition.policy, call)
  const parsed = definition.input.safeParse(input)
  if (!parsed.success) throw badInput(parsed.error)
  const { context, left } = service.admit(call)
  // `parsed` is this very method's input; the compiler cannot follow one key through two maps.
  const handler = service.handlers[method] as (input: unknown, context: Context) => unknown
  const output = await handler(parsed.data, context)
  if (definition.entry !== null && !left(definition.entry))
    throw new BulkheadError('log-unwritable', 'The request left no entry in the log, so nothing is shown.')
  return definition.output.parse(output)
}

function badInput(error: z.ZodError): BulkheadError {
  const fields = [...new Set(error.issues.map((issue) => issue.path.join('.')))].filter(Boolean).join(', ')
  return new BulkheadError('bad-input', `The request was not understood${fields ? ` (${fields})` : ''}.`)
}

/** Expected failures go to the caller as they are; a defect's own text stays here, since it may hold client text. */
function expected(error: unknown, signal: AbortSignal): { code: string; message: string } {
  if (error instanceof BulkheadError) return { code: error.code, message: error.message }
  if (signal.aborted) return { code: 'cancelled', message: 'Stopped.' }
  const name = error instanceof Error ? error.name : typeof error
  return { code: 'internal', message: `Something went wrong inside Bulkhead (${name}). Nothing was lost.` }
}
