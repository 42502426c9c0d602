import type { WorkspaceId } from '../ids.ts'
import { nextShareItem, workspaceItem } from '../keys/store/key-store.ts'
import { readWorkspaceItem } from './anchor.ts'
import type { Firm } from './firm.ts'
import { decodeNextShare, encodeNextShare, encodeWorkspaceItem } from './workspace-item.ts'

/**
 * The share of a workspace that goes with a version of its key, 32 bytes, which the caller zeroes. While a key is changed
 * the key store holds two.
 */
export function shareFor(firm: Firm, workspace: WorkspaceId, keyVersion: number): Uint8Array {
  const next = nextShare(firm, workspace)
  if (next?.keyVersion === keyVersion) return next.share
  next?.share.fill(0)
  return readWorkspaceItem(firm, workspace).share
}

/** Keeps the share of the next key beside the present one, before anything is sealed with it. */
export function keepNextShare(
  firm: Firm,
  workspace: WorkspaceId,
  keyVersion: number,
  share: Uint8Array,
): void {
  const item = encodeNextShare({ keyVersion, share })
  firm.parts.store.set(nextShareItem(workspace), item)
  item.fill(0)
}

/**
 * Leaves one share in the key store: that of the key which the register names. Whatever is interrupted on the way is done
 * again at the next call.
 */
export function foldShares(firm: Firm, workspace: WorkspaceId, keyVersion: number): void {
  const next = nextShare(firm, workspace)
  if (!next) return
  if (next.keyVersion === keyVersion) {
    const { share: old, anchorNote } = readWorkspaceItem(firm, workspace)
    old.fill(0)
    const item = encodeWorkspaceItem({ share: next.share, anchorNote })
    firm.parts.store.set(workspaceItem(workspace), item)
    item.fill(0)
  }
  next.share.fill(0)
  firm.parts.store.delete(nextShareItem(workspace))
}

function nextShare(firm: Firm, workspace: WorkspaceId) {
  const bytes = firm.parts.store.get(nextShareItem(workspace))
  return bytes && decodeNextShare(bytes)
}
