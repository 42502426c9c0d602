import { z } from 'zod'
import { StaffId } from '../ids.ts'
import { Role } from '../roles.ts'
import { accessMethods } from './workspace/access.ts'
import { adapterMethods } from './workspace/adapters.ts'
import { answerMethods } from './workspace/answers.ts'
import { acrossWorkspaceMethods } from './workspace/across.ts'
import { documentMethods } from './workspace/documents.ts'
import { exportEvents, exportMethods } from './workspace/export.ts'
import { workspaceGrantMethods } from './workspace/grants.ts'
import { importEvents, importMethods } from './workspace/imports.ts'
import { logEvents, logMethods } from './workspace/log.ts'
import { method } from './method.ts'
import { modelEvents, modelMethods } from './workspace/models.ts'
import { nothing } from './nothing.ts'
import { openingsMethods } from './workspace/openings.ts'
import { peopleMethods } from './workspace/people.ts'
import { receiptMethods } from './workspace/receipts.ts'
import { searchMethods } from './workspace/search.ts'
import { answerEvents, threadMethods } from './workspace/threads.ts'
import { traceMethods } from './workspace/trace.ts'
import { everybody } from './workspace/who.ts'

/**
 * Every call that a screen or the command line can make into an unlocked workspace. None of them names a workspace: the
 * process behind the port is the address.
 */
export const workspaceContract = {
  'workspace.about': method({
    input: nothing,
    output: z.strictObject({
      name: z.string(),
      colour: z.int(),
      member: StaffId,
      role: Role,
      /** Names of the groups that the caller reads as. */
      groups: z.array(z.string()),
      /** Documents that the caller can read. */
      documents: z.int(),
    }),
    policy: everybody,
    entry: null,
  }),
  ...peopleMethods,
  ...accessMethods,
  ...importMethods,
  ...documentMethods,
  ...searchMethods,
  ...threadMethods,
  ...answerMethods,
  ...adapterMethods,
  ...logMethods,
  ...traceMethods,
  ...exportMethods,
  ...receiptMethods,
  ...modelMethods,
  ...workspaceGrantMethods,
  ...openingsMethods,
  ...acrossWorkspaceMethods,
} as const

export type WorkspaceContract = typeof workspaceContract

/** What a workspace process says unasked, to the caller whose request it belongs to. */
export const workspaceEvents = {
  ...importEvents,
  ...answerEvents,
  ...logEvents,
  ...exportEvents,
  ...modelEvents,
} as const
export type WorkspaceEvents = typeof workspaceEvents
export type WorkspaceEvent = keyof WorkspaceEvents
