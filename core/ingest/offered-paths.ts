import { realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { BulkheadError } from '../errors.ts'

/**
 * The files and folders that main has offered to this process: those that a person picked, dropped or named. An import
 * reads no other, whatever a page asks for.
 */
export class OfferedPaths {
  readonly #paths = new Set<string>()

  add(paths: readonly string[]): void {
    for (const path of paths) this.#paths.add(resolve(path))
  }

  /**
   * Lets paths through that were offered, or that lie below a folder that was; no link inside of it leads out.
   *
   * @throws BulkheadError `bad-input`
   */
  require(paths: readonly string[]): void {
    if (paths.some((path) => !this.#allows(resolve(path))))
      throw new BulkheadError(
        'bad-input',
        'Choose the files again: only what you picked or dropped here can be imported.',
      )
  }

  #allows(asked: string): boolean {
    if (this.#paths.has(asked)) return true
    return [...this.#paths].some(
      (offered) => isBelow(asked, offered) && isBelow(realPath(asked), realPath(offered)),
    )
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** With every link followed; of what is not there, the path as it is. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
