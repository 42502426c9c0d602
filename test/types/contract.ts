import { z } from 'zod'
import { type InputOf, method } from '../../core/contract/method.ts'
import { type WorkspaceContract, workspaceContract } from '../../core/contract/workspace.ts'
import type { Handlers } from '../../core/host/serve.ts'
import type { Role } from '../../core/roles.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'

/* S4: a method says who may call it and which entry it leaves, and every method has its handler. Compiled, never run. */

const nothing = z.strictObject({})

/** Controls. */
export const whole = method({ input: nothing, output: nothing, policy: ['owner'], entry: 'search' })
export const silent = method({ input: nothing, output: nothing, policy: ['owner', 'auditor'], entry: null })

// @ts-expect-error no policy: nobody has said who may call it
export const withoutPolicy = method({ input: nothing, output: nothing, entry: 'search' })

// @ts-expect-error an empty policy
export const forNobody = method({ input: nothing, output: nothing, policy: [], entry: 'search' })

/** Whoever may call anything in a workspace has a role in it; an operator has none. */
declare const who: WorkspaceContract[keyof WorkspaceContract]['policy'][number]
export const inside: Role = who
// @ts-expect-error "operator" is a role in the firm, never inside a workspace
export const outside: typeof who = 'operator'

// @ts-expect-error no word on the entry
export const withoutEntry = method({ input: nothing, output: nothing, policy: ['owner'] })

// @ts-expect-error no schema for what goes in
export const withoutInput = method({ output: nothing, policy: ['owner'], entry: null })

// @ts-expect-error no schema for what comes out
export const withoutOutput = method({ input: nothing, policy: ['owner'], entry: null })

declare const handlers: Handlers
const { 'log.check': _left, ...fewer } = handlers

/** Control: a copy of the map is whole. */
export const complete: Handlers = { ...handlers }

// @ts-expect-error one method has no handler
export const incomplete: Handlers = fewer

// @ts-expect-error there is no such method
export const more: Handlers = { ...handlers, 'documents.steal': () => ({}) }

export async function calls(caller: WorkspaceCaller): Promise<void> {
  await caller.call('search', { query: 'rent' })
  // @ts-expect-error there is no such method
  await caller.call('documents.steal', {})
  // @ts-expect-error a request never names a workspace
  await caller.call('search', { query: 'rent', workspace: '0f8c1d2e3a4b5c6d7e8f901234567890' })
  // @ts-expect-error a request never says who asks
  await caller.call('search', { query: 'rent', member: '0f8c1d2e3a4b5c6d7e8f901234567890' })
  // @ts-expect-error a request never says what may be read
  await caller.call('ask', { question: 'rent?', documents: [] })
}

/** The fields that an input says it has; one without any has the type of an empty record. */
type FieldsOf<Input> = string extends keyof Input ? never : keyof Input

/** The fields of every input in the contract. */
type Field = {
  [Name in keyof WorkspaceContract]: FieldsOf<InputOf<WorkspaceContract[Name]>>
}[keyof WorkspaceContract]

/** Control: the union holds the fields that there are. */
export const known: Field = 'query'
// @ts-expect-error no input of any method has such a field (S2)
export const workspaceField: Field = 'workspace'
// @ts-expect-error no input of any method has such a field (S2)
export const tenantField: Field = 'tenant'
// @ts-expect-error no input of any method has such a field (S2)
export const fileField: Field = 'file'

/** Control for the type above: it is made from the contract that is served. */
export const served: WorkspaceContract = workspaceContract
