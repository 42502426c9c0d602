import type { Said } from '../core/contract/caller.ts'
import type { WorkspaceEvents } from '../core/contract/workspace.ts'
import { Progress } from './progress.ts'

/** What an import says of its files, as one line on a terminal. */
export class ImportProgress {
  readonly #progress = new Progress()
  readonly #what: string | null
  #files: readonly string[] = []
  #done = 0

  /** @param what to show instead of the file that is worked on, or null */
  constructor(what: string | null = null) {
    this.#what = what
  }

  heard(...[event, payload]: Said<WorkspaceEvents>): void {
    if (event === 'import.files') this.#files = payload.files
    if (event !== 'import.file') return
    if (payload.stage === 'ready' || payload.stage === 'failed') this.#done += 1
    this.#progress.show(this.#done, this.#files.length, this.#what ?? this.#files[payload.index] ?? '')
  }

  end(): void {
    this.#progress.end()
  }
}
