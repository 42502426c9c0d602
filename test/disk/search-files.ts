import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Needles } from './needles.ts'

const pieceBytes = 1024 * 1024

/** What stands in the files below the folders, and in their names: "name of the file: canary (spelling)". */
export function searchFolders(needles: Needles, ...folders: readonly string[]): string[] {
  const found = new Set<string>()
  for (const folder of folders)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      const hits = needles.findIn(Buffer.from(relative(folder, path)))
      // A file that is gone since it was listed was a temporary one; whoever made it is asked for its open files too.
      if (entry.isFile()) ignoreGone(() => searchFile(needles, path, hits))
      for (const hit of hits) found.add(`${relative(folder, path)}: ${hit}`)
    }
  return [...found].sort()
}

/** What stands in one file. */
export function searchFile(needles: Needles, path: string, found = new Set<string>()): Set<string> {
  const file = openSync(path, 'r')
  const window = Buffer.alloc(needles.overlapBytes + pieceBytes)
  try {
    let kept = 0
    for (;;) {
      const read = readSync(file, window, kept, pieceBytes, null)
      if (read === 0) return found
      const filled = window.subarray(0, kept + read)
      needles.findIn(filled, found)
      kept = Math.min(needles.overlapBytes, filled.length)
      filled.copyWithin(0, filled.length - kept)
    }
  } finally {
    closeSync(file)
  }
}

/** What stands in files that a process has open although they are deleted: SQLite's temporary files are such. */
export function searchDeletedFiles(needles: Needles, pid: number): string[] {
  const found = new Set<string>()
  for (const fd of readdirSync(`/proc/${pid}/fd`))
    ignoreGone(() => {
      const path = `/proc/${pid}/fd/${fd}`
      const target = readlinkSync(path)
      if (!target.startsWith('/') || !target.endsWith(' (deleted)')) return
      for (const hit of needles.findIn(readFileSync(path))) found.add(`${target}: ${hit}`)
    })
  return [...found].sort()
}

function ignoreGone(work: () => unknown): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
