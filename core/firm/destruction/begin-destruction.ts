import type { Written } from '../../contract/destruction.ts'
import { DestructionId, newId, type WorkspaceId } from '../../ids.ts'
import { actorOf } from '../actor-of.ts'
import type { Firm } from '../firm.ts'
import { nothingFound } from './found.ts'

/**
 * Writes down that a workspace is destroyed. From here on nobody opens it, and what is interrupted goes on at the next
 * sign-in. That the person may decide it is decided in the workspace, which has it in its log first.
 *
 * @param written what the workspace's log says was written to elsewhere: the log goes too
 */
export function beginDestruction(
  firm: Firm,
  workspace: WorkspaceId,
  written: readonly Written[],
): DestructionId {
  const { connection, log, staff } = firm.parts
  const id = newId(DestructionId)
  log.record(
    {
      type: 'destruction.began',
      actor: actorOf(staff),
      outcome: 'done',
      about: { destruction: id, workspace },
      sealed: {},
    },
    () => {
      const members = connection
        .prepare<{ staff_id: string }>(
          `SELECT staff_id FROM wrap WHERE workspace_id = ?
           UNION SELECT staff_id FROM rekey_wrap WHERE workspace_id = ?`,
        )
        .all(workspace, workspace)
        .map((row) => row.staff_id)
      connection
        .prepare(
          `INSERT INTO destruction (id, workspace_id, staff_id, began_ms, members, written, found)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          id,
          workspace,
          staff.id,
          Date.now(),
          JSON.stringify(members),
          JSON.stringify(written),
          JSON.stringify(nothingFound),
        )
    },
  )
  return id
}
