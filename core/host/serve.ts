import type { z } from 'zod'
import type { OutputOf, ParsedInputOf } from '../contract/method.ts'
import {
  type WorkspaceContract,
  workspaceContract,
  type WorkspaceEvent,
  type WorkspaceEvents,
  type WorkspaceMethod,
} from '../contract/workspace.ts'
import { BulkheadError } from '../errors.ts'
import type { Port } from '../process/port.ts'
import { Request, type Response } from '../process/rpc.ts'
import type { Access } from '../workspace/access.ts'
import type { Scope } from '../workspace/scope.ts'
import { RecordedAccess } from './recorded-access.ts'
import { refusal } from './refusal.ts'

/** What a handler gets beside its input. It names no workspace: the scope behind `access` is the only one there is. */
interface Call {
  readonly access: Access
  readonly scope: Scope
  readonly signal: AbortSignal
  readonly emit: <Event extends WorkspaceEvent>(
    event: Event,
    payload: z.input<WorkspaceEvents[Event]>,
  ) => void
}

/** One handler for each method of the contract: a missing one does not compile. */
export type Handlers = {
  readonly [Method in WorkspaceMethod]: (
    input: ParsedInputOf<WorkspaceContract[Method]>,
    call: Call,
  ) => OutputOf<WorkspaceContract[Method]> | Promise<OutputOf<WorkspaceContract[Method]>>
}

/**
 * Serves the contract over a port. For every call alike: known method, role in force now, parsed input, handler, proof
 * that the call left its entry, parsed output. There is no second way in.
 */
export function serve(port: Port, scope: Scope, handlers: Handlers, onWrite: () => void): { stop(): void } {
  const running = new Map<number, AbortController>()
  port.onMessage((message) => {
    const request = Request.safeParse(message)
    if (!request.success) return
    if (request.data.kind === 'cancel') running.get(request.data.id)?.abort()
    else void answer(request.data)
  })

  return {
    /** Aborts whatever runs: the workspace is about to be locked. */
    stop() {
      for (const controller of running.values()) controller.abort()
    },
  }

  async function answer({ id, method, input, events }: Extract<Request, { kind: 'call' }>): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    const send = (response: Response) => port.send(response)
    try {
      if (!isMethod(method)) throw new BulkheadError('refused', 'There is no such request.')
      const access = new RecordedAccess(scope, onWrite)
      const call: Call = {
        access,
        scope,
        signal: controller.signal,
        emit(event, payload) {
          if (events) send({ kind: 'event', id, event, payload })
        },
      }
      send({ kind: 'result', id, value: await perform(method, input, call, access) })
    } catch (error) {
      const { code, message } = expected(error, controller.signal)
      send({ kind: 'failed', id, code, message })
    } finally {
      running.delete(id)
    }
  }

  async function perform(
    method: WorkspaceMethod,
    input: unknown,
    call: Call,
    access: RecordedAccess,
  ): Promise<unknown> {
    const definition = workspaceContract[method]
    const { role } = scope
    if (!definition.policy.some((allowed) => allowed === role)) {
      access.write((writer) =>
        writer.record({ type: 'call.refused', outcome: 'refused', about: { method }, sealed: {} }),
      )
      throw refusal(definition.policy)
    }
    const parsed = definition.input.safeParse(input)
    if (!parsed.success) throw badInput(parsed.error)
    // `parsed` is this very method's input; the compiler cannot follow one key through two maps.
    const handler = handlers[method] as (input: unknown, call: Call) => unknown
    const output = await handler(parsed.data, call)
    if (definition.entry !== null && !access.left(definition.entry))
      throw new BulkheadError('log-unwritable', 'The request left no entry in the log, so nothing is shown.')
    return definition.output.parse(output)
  }
}

function isMethod(method: string): method is WorkspaceMethod {
  return Object.hasOwn(workspaceContract, method)
}

function badInput(error: z.ZodError): BulkheadError {
  const fields = [...new Set(error.issues.map((issue) => issue.path.join('.')))].filter(Boolean).join(', ')
  return new BulkheadError('bad-input', `The request was not understood${fields ? ` (${fields})` : ''}.`)
}

/** Expected failures go to the caller as they are; a defect's own text stays here, since it may hold client text. */
function expected(error: unknown, signal: AbortSignal): { code: string; message: string } {
  if (error instanceof BulkheadError) return error
  if (signal.aborted) return { code: 'cancelled', message: 'Stopped.' }
  const name = error instanceof Error ? error.name : typeof error
  return { code: 'internal', message: `Something went wrong inside Bulkhead (${name}). Nothing was lost.` }
}
