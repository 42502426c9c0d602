import type { Said } from '../core/contract/caller.ts'
import type { firmEvents } from '../core/contract/firm.ts'
import { Progress } from './progress.ts'

/** What main says of a client's file, as one line on a terminal: how far it is copied, and its log checked. */
export class FileProgress {
  readonly #progress = new Progress()

  heard(...[event, payload]: Said<typeof firmEvents>): void {
    if (event === 'workspace.copying')
      this.#progress.show(megabytes(payload.done), megabytes(payload.total), 'MB')
    if (event === 'log.checking') this.#progress.show(payload.done, payload.total, 'checking the log')
  }

  end(): void {
    this.#progress.end()
  }
}

/** Bytes in whole megabytes, never fewer than there are. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2)
}
