import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A file to import, or a path that leads to none, with the reason. */
export type FoundFile = { path: string; problem: null } | { path: string; problem: string }

/**
 * The files behind the paths a person gave, folders with all below them, each once and in a stable order. Hidden files
 * and links inside folders are left out: a link could lead anywhere.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>()
  for (const path of paths) for (const file of await expand(path)) found.set(file.path, file)
  return [...found.values()]
}

async function expand(path: string): Promise<FoundFile[]> {
  try {
    const info = await stat(path)
    if (info.isDirectory()) return await below(path)
    if (info.isFile()) return [{ path, problem: null }]
    return [{ path, problem: 'This is neither a file nor a folder.' }]
  } catch (error) {
    return [{ path, problem: fileProblem(error) }]
  }
}

async function below(folder: string): Promise<FoundFile[]> {
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    return [{ path: folder, problem: fileProblem(error) }]
  }
  const visible = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const files: FoundFile[] = []
  for (const entry of visible) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...(await below(path)))
    else if (entry.isFile()) files.push({ path, problem: null })
  }
  return files
}

/** A sentence for a file that cannot be read; the system's own text would repeat the path. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'There is no such file.'
  if (code === 'EACCES' || code === 'EPERM') return 'You may not read this file. Check its permissions.'
  return 'The file could not be read from the disk.'
}
