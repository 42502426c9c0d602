import { BulkheadError } from '../errors.ts'
import { secretCopy } from '../keys/secret-bytes.ts'

const version = 1
const headBytes = 1 + 32

/** What the key store holds for a workspace: its share of the key, and the last signed checkpoint of its log. */
export interface WorkspaceItem {
  /** 32 bytes. */
  share: Uint8Array
  anchorNote: string | null
}

export function encodeWorkspaceItem({ share, anchorNote }: WorkspaceItem): Uint8Array {
  return secretCopy(Uint8Array.of(version), share, Buffer.from(anchorNote ?? '', 'utf8'))
}

/** Zeroes `bytes`. @throws BulkheadError `newer-version`, `tampered-wrap` */
export function decodeWorkspaceItem(bytes: Uint8Array): WorkspaceItem {
  try {
    if (bytes[0] !== version && bytes.length > 0)
      throw new BulkheadError(
        'newer-version',
        'The key of this workspace was stored by a newer Bulkhead. Update Bulkhead.',
      )
    if (bytes.length < headBytes)
      throw new BulkheadError(
        'tampered-wrap',
        'The key of this workspace in the key store is damaged. Use the recovery key.',
      )
    const note = Buffer.from(bytes.subarray(headBytes)).toString('utf8')
    return { share: secretCopy(bytes.subarray(1, headBytes)), anchorNote: note === '' ? null : note }
  } finally {
    bytes.fill(0)
  }
}
