import type { SheetState } from '../contract/recovery.ts'
import { BulkheadError } from '../errors.ts'
import type { WorkspaceId } from '../ids.ts'
import type { Firm } from './firm.ts'
import { sheetState } from './recovery-sheet.ts'
import { openOwnWrap, workspacesOf } from './wraps.ts'

/** A workspace as main knows it. The name is bytes: main never makes a string of it, which could not be zeroed. */
export interface ListedWorkspace {
  id: WorkspaceId
  /** UTF-8. */
  name: Uint8Array
  colour: number
  sheet: SheetState
}

/** A workspace of this person's whose wrap does not open: not even its name can be told. */
export interface ClosedWorkspace {
  id: WorkspaceId
  problem: BulkheadError
}

/** The workspaces that hold a wrap for the person signed in; of the others not even the names can be opened. */
export async function listWorkspaces(
  firm: Firm,
): Promise<{ workspaces: ListedWorkspace[]; closed: ClosedWorkspace[] }> {
  const workspaces: ListedWorkspace[] = []
  const closed: ClosedWorkspace[] = []
  for (const id of workspacesOf(firm)) {
    try {
      const payload = await openOwnWrap(firm, id)
      payload.key.fill(0)
      workspaces.push({ id, name: payload.name, colour: payload.colour, sheet: sheetState(firm, id) })
    } catch (error) {
      if (!(error instanceof BulkheadError)) throw error
      closed.push({ id, problem: error })
    }
  }
  return { workspaces, closed }
}
