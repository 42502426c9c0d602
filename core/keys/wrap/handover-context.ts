import type { StaffId, WorkspaceId } from '../../ids.ts'
import { contextBytes } from '../context.ts'

/** What main and a workspace process must agree on for a handover to open: which workspace, and for whom. */
export function handoverContext(workspace: WorkspaceId, member: StaffId): Uint8Array<ArrayBuffer> {
  return contextBytes(['bulkhead handover 1', workspace, member])
}
