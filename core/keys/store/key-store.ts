import type { WorkspaceId } from '../../ids.ts'

/**
 * What a key store holds, by name: one item for the device, the firm's anchor, one item per workspace, and while its key
 * is changed a second one.
 */
export type KeyItem = 'device' | 'firm-anchor' | `workspace:${WorkspaceId}` | `next-share:${WorkspaceId}`

/** Where the secrets of this computer lie. Each is bytes, at most `maxItemBytes`; callers zero what they get. */
export interface KeyStore {
  readonly kind: 'keychain' | 'passphrase'
  /**
   * The item, or null if the store holds none. Null does not mean a new user: a keychain that was reset answers null
   * too, so a caller that has data to match reports `keychain-empty` and creates nothing.
   */
  get(item: KeyItem): Uint8Array | null
  set(item: KeyItem, bytes: Uint8Array): void
  /** Deletes the item; one that is not there is no error. */
  delete(item: KeyItem): void
}

/** Windows stores at most 2,560 bytes under one name. */
export const maxItemBytes = 2048

/** The name of a workspace's item. */
export function workspaceItem(workspace: WorkspaceId): KeyItem {
  return `workspace:${workspace}`
}

/** The name of the item with the share that belongs to a workspace's next key. */
export function nextShareItem(workspace: WorkspaceId): KeyItem {
  return `next-share:${workspace}`
}
