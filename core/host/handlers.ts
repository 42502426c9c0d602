import type { Position } from '../audit/log.ts'
import type { CheckOptions } from '../workspace/check-workspace.ts'
import { accessHandlers } from './handlers/access.ts'
import { adapterHandlers } from './handlers/adapters.ts'
import { answerHandlers } from './handlers/answers.ts'
import { acrossHandlers } from './handlers/across.ts'
import { documentHandlers } from './handlers/documents.ts'
import { exportHandlers, type Signing } from './handlers/export.ts'
import { type Desk, grantHandlers } from './handlers/grants.ts'
import { importHandlers } from './handlers/imports.ts'
import { logHandlers } from './handlers/log.ts'
import { modelHandlers } from './handlers/models.ts'
import { openingsHandlers } from './handlers/openings.ts'
import { peopleHandlers } from './handlers/people.ts'
import { receiptHandlers } from './handlers/receipts.ts'
import { searchHandlers } from './handlers/search.ts'
import { threadHandlers } from './handlers/threads.ts'
import { traceHandlers } from './handlers/trace.ts'
import type { NextKey } from './next-key.ts'
import type { Handlers } from './serve.ts'
import type { Tools } from './tools.ts'

/** The code behind each method of the contract. Who may call it was decided before it runs. */
export function createHandlers(
  tools: Tools,
  anchor: () => CheckOptions,
  signing: Signing,
  nextKey: NextKey,
  desk: Desk,
  opening: Position | null = null,
): Handlers {
  return {
    'workspace.about': (_input, { scope }) => ({
      ...scope.about,
      member: scope.member,
      role: scope.role,
      groups: scope.reader.people.ownGroups().map(({ name }) => name),
      documents: scope.reader.documents.count(),
    }),
    ...modelHandlers(tools),
    ...peopleHandlers(nextKey),
    ...accessHandlers,
    ...importHandlers(tools),
    ...documentHandlers,
    ...searchHandlers(tools),
    ...threadHandlers(tools),
    ...answerHandlers(tools),
    ...adapterHandlers(tools),
    ...logHandlers(anchor, opening),
    ...traceHandlers,
    ...exportHandlers(tools, signing),
    ...receiptHandlers(tools, anchor, signing),
    ...grantHandlers(desk, signing),
    ...openingsHandlers,
    ...acrossHandlers(tools),
  }
}
