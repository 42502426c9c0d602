import { stat } from 'node:fs/promises'
import type { FileIdentity } from '../contract/model.ts'

/** Null where there is no file of that name. */
export async function identityOf(path: string): Promise<FileIdentity | null> {
  const info = await stat(path, { bigint: true }).catch(() => null)
  if (!info?.isFile()) return null
  return {
    device: String(info.dev),
    inode: String(info.ino),
    size: String(info.size),
    modifiedNs: String(info.mtimeNs),
    changedNs: String(info.ctimeNs),
  }
}

export function isSameIdentity(left: FileIdentity, right: FileIdentity): boolean {
  return (
    left.device === right.device &&
    left.inode === right.inode &&
    left.size === right.size &&
    left.modifiedNs === right.modifiedNs &&
    left.changedNs === right.changedNs
  )
}
