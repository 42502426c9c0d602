import type { Firm } from '../../firm/firm.ts'
import type { WorkspaceId } from '../../ids.ts'
import type { OpenWorkspace } from '../open-workspace.ts'
import type { CopyOptions } from '../../firm/recover-workspace.ts'
import { backUp } from './back-up.ts'

/** The backups that are being written: a workspace is not locked, and its file not changed, under the hand of one. */
export class Backups {
  readonly #running = new Map<WorkspaceId, { abort: AbortController; ended: Promise<unknown> }>()

  /** @throws BulkheadError as `OpenWorkspace.act` and `backUp` do */
  async make(
    { firm, open, workspace }: { firm: Firm; open: OpenWorkspace; workspace: WorkspaceId },
    target: string,
    { signal, ...options }: CopyOptions,
  ): Promise<{ bytes: number }> {
    await this.#running.get(workspace)?.ended
    const abort = new AbortController()
    const either = AbortSignal.any([...(signal ? [signal] : []), abort.signal])
    const making = (async () => {
      await open.act('workspaces.backup')
      try {
        return await backUp(firm, workspace, target, { ...options, signal: either })
      } finally {
        open.releaseFile()
      }
    })()
    const ended = making.then(
      () => undefined,
      () => undefined,
    )
    void open.exited.then(() => abort.abort())
    this.#running.set(workspace, { abort, ended })
    try {
      return await making
    } finally {
      this.#running.delete(workspace)
    }
  }

  /** Stops the backup of a workspace that is being locked; resolves when nothing of it is left. */
  async stop(workspace: WorkspaceId): Promise<void> {
    const running = this.#running.get(workspace)
    running?.abort.abort()
    await running?.ended
  }
}
