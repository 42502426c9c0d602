import type { StaffId, WorkspaceId } from '../../ids.ts'
import { BulkheadError } from '../../errors.ts'
import { contextBytes } from '../context.ts'
import { derive } from '../derive.ts'
import { hpkeOpen, hpkeSeal } from './hpke.ts'
import { decodeWrapPayload, encodeWrapPayload, type WrapPayload } from './wrap-payload.ts'
import { importKeyPair } from '../x25519.ts'

const format = 'bulkhead workspace wrap 1'

/** What a wrap is bound to. */
export interface WrapBinding {
  workspace: WorkspaceId
  member: StaffId
  /** Counts the workspace's keys from 1; a rekey makes the next. */
  keyVersion: number
  /** The workspace's share, 32 bytes, from the key store. Without it no wrap opens. */
  share: Uint8Array
}

/**
 * A member's wrap of a workspace: key, client name and colour, sealed to the member's account with HPKE (RFC 9180) in
 * PSK mode, the pre-shared key coming from the workspace's share. Opening takes the account's private key and the share.
 */
export async function sealWrap(
  wrap: WrapBinding & { payload: WrapPayload; memberPublicKey: Uint8Array },
): Promise<Uint8Array> {
  const purpose = purposeOf(wrap)
  const plaintext = encodeWrapPayload(wrap.payload)
  try {
    return await hpkeSeal({ ...purpose, recipientPublicKey: wrap.memberPublicKey, plaintext })
  } finally {
    plaintext.fill(0)
    purpose.psk.key.fill(0)
  }
}

/**
 * Opens a member's wrap. The caller zeroes the payload when done.
 * @throws BulkheadError `tampered-wrap` if the wrap was changed, or is another workspace's, member's or version's, or
 * if the private key or the share is not the one it was made for.
 */
export async function openWrap(
  wrap: WrapBinding & { wrap: Uint8Array; memberPrivateKey: Uint8Array },
): Promise<WrapPayload> {
  const purpose = purposeOf(wrap)
  const recipientKey = await importKeyPair(wrap.memberPrivateKey)
  const plaintext = await hpkeOpen({ ...purpose, recipientKey, sealed: wrap.wrap })
  purpose.psk.key.fill(0)
  if (plaintext === null) {
    throw new BulkheadError(
      'tampered-wrap',
      'Your sealed key to this workspace was changed, or does not belong to it; ask an owner to add you again or restore a backup.',
    )
  }
  try {
    return decodeWrapPayload(plaintext)
  } finally {
    plaintext.fill(0)
  }
}

/**
 * The pre-shared key is derived from the share for this one wrap: the HPKE library leaves copies of it in memory, and
 * the share itself must leave none.
 */
function purposeOf({ workspace, member, keyVersion, share }: WrapBinding) {
  if (share.length !== 32) throw new BulkheadError('internal', 'A share of the wrong length was given.')
  return {
    info: contextBytes([format]),
    aad: contextBytes([format, workspace, member, keyVersion]),
    psk: {
      id: new Uint8Array(Buffer.from(workspace, 'utf8')),
      key: derive(share, [format, 'share', workspace, member, String(keyVersion)]),
    },
  }
}
