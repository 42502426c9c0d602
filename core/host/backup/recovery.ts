import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { recoveryMethods } from '../../contract/recovery.ts'
import { BulkheadError, type ErrorCode } from '../../errors.ts'
import type { OfferedTargets } from '../../export/offered-targets.ts'
import type { Firm } from '../../firm/firm.ts'
import type { Home } from '../../firm/home.ts'
import {
  type CopyOptions,
  earlierFiles,
  findEarlier,
  recoverWorkspace,
} from '../../firm/recover-workspace.ts'
import { confirmRecoverySheet, newRecoverySheet } from '../../firm/recovery-sheet.ts'
import { setAsideFirm } from '../../firm/set-aside-firm.ts'
import { notMember, workspacesOf } from '../../firm/wraps.ts'
import type { WorkspaceId } from '../../ids.ts'
import { printRecoveryKey, readRecoveryKey } from '../../keys/wrap/recovery-key.ts'
import type { CallContext, HandlersOf } from '../../process/serve-contract.ts'
import { nowAndThen } from '../now-and-then.ts'
import type { OpenWorkspace } from '../open-workspace.ts'
import type { OpenWorkspaces, Watching } from '../open-workspaces.ts'
import { stopped } from '../stopped.ts'
import { looksLikeBackup, readBackup } from './backup-file.ts'
import type { Backups } from './backups.ts'
import { type FetchedBackup, fetchBackup, refuseStranger } from './restore.ts'
import { workspaceFileSource } from './workspace-file.ts'

interface Around {
  home: Home
  /** @throws BulkheadError `locked` where nobody is */
  signedIn: () => Firm
  workspaces: OpenWorkspaces
  /** Opens a workspace for the person signed in. */
  open: (workspace: WorkspaceId, watching: Watching) => Promise<OpenWorkspace>
  backups: Backups
  /** Where backups may be written. */
  targets: OfferedTargets
}

/** What main does so that nothing is lost: recovery sheets, backups, and the ways back by them. */
export class Recovery {
  readonly #around: Around
  readonly #offered = new Set<string>()

  constructor(around: Around) {
    this.#around = around
  }

  /** Lets a workspace be brought in from this file: a person chose or named it. */
  offerFile(path: string): void {
    this.#offered.add(resolve(path))
  }

  handlers(): HandlersOf<typeof recoveryMethods, CallContext> {
    const { home, signedIn, workspaces, backups, targets } = this.#around
    return {
      'workspaces.newRecoverySheet': async ({ workspace }) => {
        await workspaces.bound(workspace).act('workspaces.newRecoverySheet')
        return { recoveryKey: printRecoveryKey(await newRecoverySheet(signedIn(), workspace)) }
      },
      'workspaces.confirmRecoverySheet': ({ workspace, recoveryKey }) => {
        const firm = signedIn()
        if (!workspacesOf(firm).includes(workspace)) throw notMember()
        const key = readRecoveryKey(recoveryKey)
        try {
          confirmRecoverySheet(firm, workspace, key)
          return {}
        } finally {
          key.fill(0)
        }
      },
      'workspaces.recover': async ({ file, recoveryKey }, context) =>
        await this.#recover(file, recoveryKey, context),
      'workspaces.backup': async ({ workspace, target }, context) => {
        const path = targets.take(target)
        const open = workspaces.bound(workspace)
        const { bytes } = await backups.make({ firm: signedIn(), open, workspace }, path, copying(context))
        return { path, bytes }
      },
      'backup.inspect': ({ file }) => {
        const path = this.#offeredFile(file)
        if (!looksLikeBackup(path)) return { kind: 'other' }
        const { workspace, madeMs, file: copy } = readBackup(path).manifest
        const isMine = workspacesOf(signedIn()).includes(workspace)
        return { kind: 'backup', workspace, madeMs, bytes: copy.bytes, isMine }
      },
      'workspaces.restore': async ({ file, replace }, context) =>
        await this.#restore(this.#offeredFile(file), replace, context),
      'recovery.waiting': () => ({ count: earlierFiles(signedIn()).length }),
      'firm.setAside': () => {
        setAsideFirm(home)
        return {}
      },
    }
  }

  /** A file that a person has chosen or named. @throws BulkheadError `bad-input` for any other */
  #offeredFile(file: string): string {
    const path = resolve(file)
    if (!this.#offered.has(path)) throw new BulkheadError('bad-input', 'Choose the file first.')
    return path
  }

  async #recover(
    named: string | null,
    typed: Uint8Array,
    context: CallContext,
  ): Promise<{ workspace: WorkspaceId }> {
    const { signedIn, workspaces } = this.#around
    const firm = signedIn()
    const recoveryKey = readRecoveryKey(typed)
    try {
      const file = named === null ? findEarlier(firm, recoveryKey) : this.#offeredFile(named)
      const source = looksLikeBackup(file) ? readBackup(file) : workspaceFileSource(file)
      const { id, binding, register, abandon } = await recoverWorkspace(
        firm,
        source,
        recoveryKey,
        copying(context),
      )
      try {
        await workspaces.openBound(binding, watching(context))
      } catch (error) {
        abandon()
        throw error
      }
      await register()
      return { workspace: id }
    } finally {
      recoveryKey.fill(0)
    }
  }

  async #restore(path: string, replace: boolean, context: CallContext): Promise<{ workspace: WorkspaceId }> {
    const { home, signedIn, workspaces } = this.#around
    const firm = signedIn()
    const backup = readBackup(path)
    const { workspace } = backup.manifest
    refuseStranger(workspacesOf(firm).includes(workspace))
    const isThere = existsSync(home.workspaceFile(workspace))
    if (isThere && !replace)
      throw new BulkheadError(
        'unconfirmed',
        'This client is here. Going back to the backup puts aside what is here now; say so to go on.',
      )
    const fetched = await fetchBackup(firm, workspace, backup, copying(context))
    try {
      if (context.signal.aborted) throw stopped()
      if (isThere) await this.#decidePutAside(workspace, context)
      await workspaces.replace(workspace, async () => await this.#replace(workspace, fetched, context))
    } finally {
      fetched.discard()
    }
    return { workspace }
  }

  /** An owner’s decision by the file that is there now; one that does not open any more has no say. */
  async #decidePutAside(workspace: WorkspaceId, context: CallContext): Promise<void> {
    try {
      const open = await this.#around.open(workspace, watching(context))
      await open.act('workspaces.restore')
    } catch (error) {
      if (!(error instanceof BulkheadError && shut.has(error.code))) throw error
    }
  }

  /** Puts a backup in the place of the file, and opens it; where that does not come to its end, the file is there again. */
  async #replace(workspace: WorkspaceId, fetched: FetchedBackup, context: CallContext): Promise<void> {
    const { workspaces } = this.#around
    await workspaces.lock(workspace)
    const restoring = fetched.putInPlace()
    try {
      await workspaces.openBound(restoring.binding, watching(context))
    } catch (error) {
      restoring.takeBack()
      throw error
    }
    restoring.keep()
  }
}

/** What a workspace file that is beyond opening says: a backup may take its place. */
const shut: ReadonlySet<ErrorCode> = new Set(['damaged', 'wrong-key', 'swapped', 'log-damaged', 'not-found'])

/** What a long copy tells the caller, and how the caller stops it. */
function copying({ signal, emit }: CallContext): Required<CopyOptions> {
  return {
    signal,
    onProgress: nowAndThen((done, total) => emit('workspace.copying', { done, total })),
  }
}

/** The same for the check of a log. */
function watching({ signal, emit }: CallContext): Required<Watching> {
  return { signal, onChecking: (done, total) => emit('log.checking', { done, total }) }
}
