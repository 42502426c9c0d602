import type { OutputOf } from '../../core/contract/method.ts'
import type { workspaceContract } from '../../core/contract/workspace.ts'

type Contract = typeof workspaceContract

export type LogEntry = OutputOf<Contract['log.list']>['entries'][number]

/** An entry with its leaf, its proof and what of it the reader may see. */
export type OpenedEntry = OutputOf<Contract['log.entry']>

export type LogCheck = OutputOf<Contract['log.check']>
