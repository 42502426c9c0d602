import type { z } from 'zod'
import type { FromWorkspace, ToWorkspace } from '../contract/binding.ts'
import { BulkheadError } from '../errors.ts'
import type { HashedNames } from '../keys/name-hash.ts'

/** Asks main for the hashed names of the person's other workspaces, when they are needed and not before. */
export class OtherNames {
  readonly #say: (message: z.input<typeof FromWorkspace>) => void
  #waiting: PromiseWithResolvers<HashedNames> | null = null

  constructor(say: (message: z.input<typeof FromWorkspace>) => void) {
    this.#say = say
  }

  /** @throws BulkheadError `process-ended` where main could not tell them: then nothing is let in */
  async ask(): Promise<HashedNames> {
    if (!this.#waiting) {
      this.#waiting = Promise.withResolvers()
      this.#say({ kind: 'names' })
    }
    return await this.#waiting.promise
  }

  receive({ key, names }: Extract<z.infer<typeof ToWorkspace>, { kind: 'names' }>): void {
    if (names) this.#waiting?.resolve({ key, names })
    else
      this.#waiting?.reject(
        new BulkheadError(
          'internal',
          'Whether the statement names another client could not be checked. Try again.',
        ),
      )
    this.#waiting = null
  }
}
