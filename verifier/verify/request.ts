import type { Entry } from '../bundle/entry.ts'
import type { ByteSource } from '../container/byte-source.ts'
import type { Stretch } from '../container/members.ts'
import type { Engine } from '../engine.ts'
import type { CheckedPart, Terms } from './check-part.ts'
import type { Part } from './divide.ts'
import type { OnOpened } from './opening-check.ts'
import type { Summed } from './sums.ts'

/** A bundle to verify, and what a person brings to it. */
export interface Request {
  bundle: ByteSource
  /** Of the firm's key, 32 hex digits, from elsewhere than the bundle. */
  fingerprint: string
  /** An earlier bundle or checkpoint, or null. */
  previous: ByteSource | null
  engine: Engine
  /** Who checks entries and openings in parts; without it, they are read in one go. */
  inParts?: PartWork
  onProgress?: (done: number, total: number) => void
  /** Each entry in order, as it is read in one go; what they come to is not known before the end. */
  onEntry?: (entry: Entry) => void
  /** Each value that was checked against its commitment, in the same reading. */
  onOpened?: OnOpened<Entry>
}

/** Work on a bundle that is done wherever there is room for it; all of it may be asked for at once. */
export interface PartWork {
  /** Bytes of the entries in a part, about. */
  readonly partBytes: number
  /** What `checkPart` says of one. */
  check(part: Part, terms: Terms): Promise<CheckedPart>
  /** What `sumUp` says. */
  sum(stretch: Stretch): Promise<Summed>
}
