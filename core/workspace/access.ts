import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** Runs work in one transaction with a writer that lives as long. */
type Write = <T>(work: (writer: Writer) => T) => T

/** What one call may do: read, and write in transactions. Both come from the scope. */
export interface Access {
  readonly reader: Reader
  readonly write: Write
}
