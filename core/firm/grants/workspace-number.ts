import type { WorkspaceId } from '../../ids.ts'

/** What people call a workspace whose name they may not know: the beginning of its random id. */
export function workspaceNumber(workspace: WorkspaceId): string {
  const digits = workspace.slice(0, 8).toUpperCase()
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}
