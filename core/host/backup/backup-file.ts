import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { z } from 'zod'
import { storageError } from '../../database/storage-error.ts'
import { BulkheadError } from '../../errors.ts'
import { parseRecovery, recordOf } from '../../firm/recovery-file.ts'
import type { WorkspaceSource } from '../../firm/recover-workspace.ts'
import { StaffId, WorkspaceId } from '../../ids.ts'
import { copyPart } from './copy-part.ts'

export const backupFormat = 'bulkhead backup 1'

const StoredPart = z.strictObject({
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/**
 * What stands in the plain in a backup: random ids, times, sizes, and the wraps that its members had, which open nothing
 * without their accounts and this computer's share.
 */
export const Manifest = z.strictObject({
  format: z.literal(backupFormat),
  workspace: WorkspaceId,
  keyVersion: z.int().min(1),
  madeMs: z.int().min(0),
  /** The signed state of its log that the copy holds. */
  anchorNote: z.string().min(1).max(4_096),
  file: StoredPart,
  recovery: StoredPart,
  wraps: z
    .array(
      z.strictObject({
        staff: StaffId,
        keyVersion: z.int().min(1),
        sealed: z.string().regex(/^[A-Za-z0-9+/]+=*$/),
      }),
    )
    .max(1_000),
})
export type Manifest = z.infer<typeof Manifest>

/** The names of its members, in this order: what restoring by hand takes is called as it is called in a home. */
export function memberNames(workspace: WorkspaceId) {
  return {
    readme: 'README.txt',
    file: `${workspace}.bulkhead`,
    recovery: `${workspace}.recovery.json`,
    manifest: 'manifest.json',
  }
}

interface StoredMember {
  at: number
  bytes: number
}

/** A backup on the disk, read as far as its head; its copy of the file is streamed. */
export interface BackupFile extends WorkspaceSource {
  manifest: Manifest
}

/** Whether it begins as a zip does; a workspace file looks like noise. */
export function looksLikeBackup(file: string): boolean {
  try {
    return readAt(file, 0, 4).toString('latin1') === 'PK\x03\x04'
  } catch {
    return false
  }
}

/** @throws BulkheadError `not-found`, `damaged`, `newer-version`, `tampered-wrap` */
export function readBackup(file: string): BackupFile {
  if (statSync(file, { throwIfNoEntry: false }) === undefined)
    throw new BulkheadError('not-found', 'There is no backup of that name.')
  const members = membersOf(file)
  const manifest = manifestOf(textOf(file, members.get('manifest.json')))
  const names = memberNames(manifest.workspace)
  const recoveryText = textOf(file, members.get(names.recovery))
  if (createHash('sha256').update(recoveryText).digest('hex') !== manifest.recovery.sha256) throw damaged()
  const recovery = parseRecovery(recoveryText)
  const copy = members.get(names.file)
  if (copy?.bytes !== manifest.file.bytes || recovery.current.workspace !== manifest.workspace)
    throw damaged()
  return {
    manifest,
    sheet: (recoveryKey) => ({ recovery, record: recordOf(recovery, recoveryKey) }),
    async copyTo(target, options = {}) {
      await copyPart({ file, ...copy }, target, options, (sha256) => {
        if (sha256 !== manifest.file.sha256) throw damaged()
      })
    },
  }
}

function manifestOf(text: string): Manifest {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw damaged()
  }
  const parsed = Manifest.safeParse(content)
  if (parsed.success) return parsed.data
  const head = z.looseObject({ format: z.string() }).safeParse(content)
  const version = head.success ? /^bulkhead backup (\d+)$/.exec(head.data.format)?.[1] : undefined
  if (Number(version) > 1)
    throw new BulkheadError(
      'newer-version',
      'This backup was made by a newer Bulkhead. Update Bulkhead to restore it; nothing was changed.',
    )
  throw damaged()
}

/** Members by name, from the one form of zip that is written: stored, one after the other from the beginning. */
function membersOf(file: string): Map<string, StoredMember> {
  const members = new Map<string, StoredMember>()
  const { size } = statSync(file)
  for (let at = 0; at + 30 <= size && members.size <= 16;) {
    const head = readAt(file, at, 30)
    const signature = head.toString('latin1', 0, 4)
    if (signature === 'PK\x01\x02') return members
    const bytes = head.readUInt32LE(18)
    const nameBytes = head.readUInt16LE(26)
    if (signature !== 'PK\x03\x04' || head.readUInt16LE(8) !== 0 || head.readUInt16LE(28) !== 0) break
    const name = readAt(file, at + 30, nameBytes).toString('utf8')
    const from = at + 30 + nameBytes
    if (from + bytes > size || members.has(name)) break
    members.set(name, { at: from, bytes })
    at = from + bytes
  }
  throw damaged()
}

const mostTextBytes = 4 * 1024 * 1024

function textOf(file: string, member: StoredMember | undefined): string {
  if (!member || member.bytes > mostTextBytes) throw damaged()
  return readAt(file, member.at, member.bytes).toString('utf8')
}

function readAt(file: string, at: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  try {
    const handle = openSync(file, 'r')
    try {
      if (readSync(handle, buffer, 0, bytes, at) < bytes) throw damaged()
      return buffer
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw error instanceof BulkheadError ? error : storageError(error)
  }
}

function damaged(): BulkheadError {
  return new BulkheadError(
    'damaged',
    'This is no whole backup of Bulkhead’s, or it was changed. Nothing was restored. Use another copy of it.',
  )
}
