import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { storageError } from '../../database/storage-error.ts'
import { reserveFile } from '../../database/reserve.ts'
import { BulkheadError } from '../../errors.ts'
import { bindingOver } from '../../firm/bind-workspace.ts'
import type { Firm } from '../../firm/firm.ts'
import type { CopyOptions } from '../../firm/recover-workspace.ts'
import type { WorkspaceBinding } from '../../firm/workspace-binding.ts'
import { addLostWraps, keyVersionOf, openOwnWrap } from '../../firm/wraps.ts'
import type { WorkspaceId } from '../../ids.ts'
import type { BackupFile, Manifest } from './backup-file.ts'
import { actorOf } from '../../firm/actor-of.ts'

/** A backup that stands in the place of the file, to be opened, and then kept or taken back. */
interface Restoring {
  binding: WorkspaceBinding
  /** It has opened: the firm's log says so. */
  keep(): void
  /** It has not: what was there before is there again. */
  takeBack(): void
}

/** The file of a backup beside that of its workspace, whole; in nobody's place yet. */
export interface FetchedBackup {
  /**
   * What was there is put aside under another name beside it, whole, before: at every moment there is a whole file under
   * the workspace's own name.
   *
   * @throws BulkheadError `disk-full`
   */
  putInPlace(): Restoring
  /** Nothing of it is left beside the file, whether it was put in its place or not. */
  discard(): void
}

/**
 * Copies the file out of a backup of the firm that made it. This can take long and be stopped, and changes nothing.
 *
 * @throws BulkheadError `damaged`, `cancelled`, `disk-full`, `wrong-key` where the workspace has another key since
 */
export async function fetchBackup(
  firm: Firm,
  workspace: WorkspaceId,
  backup: BackupFile,
  copying: CopyOptions,
): Promise<FetchedBackup> {
  if (backup.manifest.keyVersion !== keyVersionOf(firm, workspace))
    throw new BulkheadError(
      'wrong-key',
      'This client got another key after the backup was made: a member was taken out. It can only be brought into another firm, with the recovery sheet that it had then.',
    )
  const coming = `${firm.parts.home.workspaceFile(workspace)}.restoring`
  await backup.copyTo(coming, copying)
  return {
    putInPlace: () => putInPlace(firm, workspace, backup.manifest, coming),
    discard: () => rmSync(coming, { force: true }),
  }
}

function putInPlace(firm: Firm, workspace: WorkspaceId, manifest: Manifest, coming: string): Restoring {
  const { home, log, staff } = firm.parts
  const file = home.workspaceFile(workspace)
  const aside = `${file}.before-${new Date()
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[-:]/g, '')}`
  const hadFile = existsSync(file)
  try {
    if (hadFile) keepAside(file, aside)
    renameSync(coming, file)
    rmSync(reserveFile(file), { force: true })
  } catch (error) {
    throw storageError(error)
  }
  return {
    binding: bindingOver(firm, workspace, {
      payload: async () => await openOwnWrap(firm, workspace),
      goOn: null,
      recovered: false,
      backupNote: manifest.anchorNote,
    }),
    keep() {
      log.record(
        {
          type: 'backup.restored',
          actor: actorOf(staff),
          outcome: 'done',
          about: { workspace },
          sealed: {},
        },
        () => addLostWraps(firm, workspace, manifest.wraps),
      )
    },
    takeBack() {
      rmSync(`${file}-wal`, { force: true })
      if (hadFile) {
        renameSync(aside, file)
        if (existsSync(`${aside}-wal`)) renameSync(`${aside}-wal`, `${file}-wal`)
      } else rmSync(file, { force: true })
    },
  }
}

/**
 * The same bytes under a second name, so that the first is never without a file. A write-ahead log that a crash has left
 * behind goes along, or it would be read into the backup.
 */
function keepAside(file: string, aside: string): void {
  try {
    linkSync(file, aside)
  } catch {
    // A file system without links: a copy is as whole, and takes longer.
    copyFileSync(file, aside)
  }
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`)
}

/** @throws BulkheadError `not-found` for one that is not of this firm, or not this person's */
export function refuseStranger(isMine: boolean): void {
  if (!isMine)
    throw new BulkheadError(
      'not-found',
      'The client of this backup is not one of yours in this firm. Bring it in with its recovery sheet.',
    )
}
