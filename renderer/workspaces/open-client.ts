import type { WorkspaceId } from '../../core/ids.ts'
import { shell } from '../api.ts'

/**
 * Binds the window to a client. This page is thrown away with all that it holds, and the next one shows the opening; so
 * nobody waits here for an answer.
 *
 * @param goOn an owner's reason to open it although its log is damaged, or null
 */
export function openClient(workspace: WorkspaceId, goOn: string | null = null): void {
  shell.call('window.open', { workspace, goOn }).catch(() => undefined)
}
