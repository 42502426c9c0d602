import { Entry } from '../audit/entry.ts'
import type { Access } from '../workspace/access.ts'
import type { Reader } from '../workspace/reader.ts'
import type { Scope } from '../workspace/scope.ts'
import type { Writer } from '../workspace/writer.ts'

/** One call's access to the scope, which remembers the entries that the call has left (A1). */
export class RecordedAccess implements Access {
  readonly #scope: Scope
  readonly #onWrite: () => void
  readonly #types = new Set<string>()

  constructor(scope: Scope, onWrite: () => void) {
    this.#scope = scope
    this.#onWrite = onWrite
  }

  get reader(): Reader {
    return this.#scope.reader
  }

  readonly write = <T>(work: (writer: Writer) => T): T => {
    const { log } = this.#scope
    const from = log.size
    const result = this.#scope.write(work)
    // Transactions are synchronous, so everything from here on is this call's.
    for (const { leaf } of log.leaves(from, Number.MAX_SAFE_INTEGER))
      this.#types.add(Entry.parse(JSON.parse(leaf)).type)
    this.#onWrite()
    return result
  }

  /** Whether this call has left an entry of that type. */
  left(type: string): boolean {
    return this.#types.has(type)
  }
}
