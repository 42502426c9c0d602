import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'

/** A file to import, or a path that leads to none, with the reason. */
export interface FoundFile {
  path: string
  /** The path below what was picked, with slashes: what a person is told. */
  name: string
  problem: string | null
}

/**
 * The files behind the paths a person gave, folders with all below them, each once and in a stable order. Hidden files
 * and links inside folders are left out: a link could lead anywhere.
 *
 * @param picked a folder whose files the paths are: they are named by their place in it
 */
export async function findFiles(
  paths: readonly string[],
  picked: string | null = null,
): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>()
  for (const path of paths)
    for (const file of await expand(path))
      if (!found.has(file.path))
        found.set(file.path, { ...file, name: placeBelow(picked, path) ?? file.name })
  return [...found.values()]
}

/** A path below a folder, with slashes and beginning with the folder's own name; null where it lies elsewhere. */
function placeBelow(folder: string | null, path: string): string | null {
  if (folder === null) return null
  const place = relative(folder, path)
  if (place === '' || isAbsolute(place) || place.split(sep)[0] === '..') return null
  return [basename(folder), ...place.split(sep)].join('/').toWellFormed()
}

async function expand(path: string): Promise<FoundFile[]> {
  const name = basename(path).toWellFormed()
  try {
    const info = await stat(path)
    if (info.isDirectory()) return await below(path, name)
    if (info.isFile()) return [{ path, name, problem: null }]
    return [{ path, name, problem: 'This is neither a file nor a folder.' }]
  } catch (error) {
    return [{ path, name, problem: fileProblem(error) }]
  }
}

async function below(folder: string, folderName: string): Promise<FoundFile[]> {
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    return [{ path: folder, name: folderName, problem: fileProblem(error) }]
  }
  const visible = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const files: FoundFile[] = []
  for (const entry of visible) {
    const path = join(folder, entry.name)
    const name = `${folderName}/${entry.name.toWellFormed()}`
    if (entry.isDirectory()) files.push(...(await below(path, name)))
    else if (entry.isFile()) files.push({ path, name, problem: null })
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
