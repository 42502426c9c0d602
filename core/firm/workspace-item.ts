import { BulkheadError } from '../errors.ts'
import { secretCopy } from '../keys/secret-bytes.ts'

const version = 1
const nextVersion = 1
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
    if (bytes[0] !== version && bytes.length > 0) throw newer()
    if (bytes.length < headBytes) throw damaged()
    const note = Buffer.from(bytes.subarray(headBytes)).toString('utf8')
    return { share: secretCopy(bytes.subarray(1, headBytes)), anchorNote: note === '' ? null : note }
  } finally {
    bytes.fill(0)
  }
}

/** The share that belongs to the next key of a workspace, and which key that is. */
export interface NextShare {
  keyVersion: number
  /** 32 bytes. */
  share: Uint8Array
}

/** version (1) | version of the key (4, big-endian) | share (32) */
export function encodeNextShare({ keyVersion, share }: NextShare): Uint8Array {
  const head = Buffer.alloc(5)
  head[0] = nextVersion
  head.writeUInt32BE(keyVersion, 1)
  return secretCopy(head, share)
}

/** Zeroes `bytes`. @throws BulkheadError `newer-version`, `tampered-wrap` */
export function decodeNextShare(bytes: Uint8Array): NextShare {
  try {
    if (bytes[0] !== nextVersion && bytes.length > 0) throw newer()
    if (bytes.length !== 5 + 32) throw damaged()
    return {
      keyVersion: Buffer.from(bytes.buffer, bytes.byteOffset, 5).readUInt32BE(1),
      share: secretCopy(bytes.subarray(5)),
    }
  } finally {
    bytes.fill(0)
  }
}

function newer(): BulkheadError {
  return new BulkheadError(
    'newer-version',
    'The key of this workspace was stored by a newer Bulkhead. Update Bulkhead.',
  )
}

function damaged(): BulkheadError {
  return new BulkheadError(
    'tampered-wrap',
    'The key of this workspace in the key store is damaged. Use the recovery key.',
  )
}
