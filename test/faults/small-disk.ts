import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** A file system of a few MiB of its own. Null where this user may not mount one. */
export function smallDisk(folder: string, mebibytes: number): { path: string; remove(): void } | null {
  const path = join(folder, 'disk')
  mkdirSync(path)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    return null
  }
  return { path, remove: () => void execFileSync('umount', ['--lazy', path]) }
}
