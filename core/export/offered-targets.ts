import { resolve } from 'node:path'
import { BulkheadError } from '../errors.ts'

/** Places that main has offered to this process to write to: a person chose each, and each is good for one export. */
export class OfferedTargets {
  readonly #paths = new Set<string>()

  add(path: string): void {
    this.#paths.add(resolve(path))
  }

  /** Uses an offer up. @throws BulkheadError `bad-input` where there is none */
  take(path: string): string {
    const target = resolve(path)
    if (!this.#paths.delete(target))
      throw new BulkheadError('bad-input', 'Choose again where to save it: a place is good for one.')
    return target
  }
}
