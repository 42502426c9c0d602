import { z } from 'zod'
import { WorkspaceId } from '../../ids.ts'
import { BulkheadError } from '../../errors.ts'
import { Base64 } from '../base64.ts'
import { contextBytes } from '../context.ts'
import { derive } from '../derive.ts'
import { seal, unseal } from '../seal.ts'
import { decodeWrapPayload, encodeWrapPayload, type WrapPayload } from './wrap-payload.ts'

const format = 'bulkhead recovery wrap 1'

/**
 * The recovery wrap as it is stored, in the plain part of the firm's folder: losing the keychain loses firm.db too.
 * It holds ids and sealed bytes only. `check` says which recovery key belongs to it and reveals nothing about it.
 */
export const RecoveryRecord = z.strictObject({
  format: z.literal(format),
  workspace: WorkspaceId,
  keyVersion: z.int().min(1),
  check: Base64.length(12),
  sealed: Base64.max(1024),
})
export type RecoveryRecord = z.infer<typeof RecoveryRecord>

/**
 * Seals a workspace's key, name and colour under its recovery key alone: no share, no account, AES-256-GCM under a
 * key derived for this workspace and version.
 */
export function sealRecovery(recovery: {
  payload: WrapPayload
  recoveryKey: Uint8Array
  workspace: WorkspaceId
  keyVersion: number
}): RecoveryRecord {
  const { recoveryKey, workspace, keyVersion } = recovery
  const plaintext = encodeWrapPayload(recovery.payload)
  const key = sealingKey(recoveryKey, workspace, keyVersion)
  try {
    const sealed = seal(key, plaintext, contextBytes([format, workspace, keyVersion]))
    const check = recoveryCheck(recoveryKey, workspace)
    return { format, workspace, keyVersion, check, sealed: Buffer.from(sealed).toString('base64') }
  } finally {
    plaintext.fill(0)
    key.fill(0)
  }
}

/**
 * Opens a stored recovery wrap of this workspace. The caller zeroes the payload, and compares `keyVersion` with the
 * newest it knows of: an older record put back opens, but its key does not open the file.
 * @throws BulkheadError `wrong-recovery-key` if the key is another workspace's or an older one; `tampered-wrap` if the
 * record was changed or is another workspace's.
 */
export function openRecovery(recovery: {
  record: unknown
  recoveryKey: Uint8Array
  workspace: WorkspaceId
}): { payload: WrapPayload; keyVersion: number } {
  const { recoveryKey, workspace } = recovery
  const parsed = RecoveryRecord.safeParse(recovery.record)
  if (!parsed.success || parsed.data.workspace !== workspace) throw changed()
  const { keyVersion, check, sealed } = parsed.data
  if (check !== recoveryCheck(recoveryKey, workspace)) {
    throw new BulkheadError(
      'wrong-recovery-key',
      'This recovery key is not the one for this workspace; look for the sheet that was printed last.',
    )
  }
  const key = sealingKey(recoveryKey, workspace, keyVersion)
  let plaintext: Uint8Array | undefined
  try {
    plaintext = unseal(key, Buffer.from(sealed, 'base64'), contextBytes([format, workspace, keyVersion]))
    return { payload: decodeWrapPayload(plaintext), keyVersion }
  } catch {
    throw changed()
  } finally {
    plaintext?.fill(0)
    key.fill(0)
  }
}

function sealingKey(recoveryKey: Uint8Array, workspace: WorkspaceId, keyVersion: number): Uint8Array {
  if (recoveryKey.length !== 32)
    throw new BulkheadError('internal', 'A recovery key of the wrong length was given.')
  return derive(recoveryKey, [format, 'key', workspace, String(keyVersion)])
}

/** 64 bits that tell recovery keys apart. The key is random, so they help nobody to guess it. */
export function recoveryCheck(recoveryKey: Uint8Array, workspace: WorkspaceId): string {
  return Buffer.from(derive(recoveryKey, [format, 'check', workspace]).subarray(0, 8)).toString('base64')
}

function changed(): BulkheadError {
  return new BulkheadError(
    'tampered-wrap',
    'The recovery file of this workspace was changed or belongs to another one; use a copy from a backup.',
  )
}
