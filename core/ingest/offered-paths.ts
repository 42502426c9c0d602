import { resolve, sep } from 'node:path'

/**
 * The files and folders that main has offered to this process: those that a person picked, dropped or named. An import
 * reads no other, whatever a page asks for.
 */
export class OfferedPaths {
  readonly #paths = new Set<string>()

  add(paths: readonly string[]): void {
    for (const path of paths) this.#paths.add(resolve(path))
  }

  /** Whether the path was offered, or lies below a folder that was. */
  allows(path: string): boolean {
    const asked = resolve(path)
    if (this.#paths.has(asked)) return true
    for (const offered of this.#paths)
      if (asked.startsWith(offered.endsWith(sep) ? offered : offered + sep)) return true
    return false
  }
}
