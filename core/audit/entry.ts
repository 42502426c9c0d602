import { z } from 'zod'
import type { DocumentId, StaffId } from '../ids.ts'
import type { About, EventType, Sealed } from './event.ts'

/** How what an entry speaks of came out. */
const Outcome = z.enum(['done', 'refused', 'failed', 'stopped', 'interrupted'])
type Outcome = z.infer<typeof Outcome>

/** Who acted: a member by role, a staff account, or the app itself. */
const ActorRole = z.enum(['owner', 'member', 'auditor', 'staff', 'operator', 'system'])
type ActorRole = z.infer<typeof ActorRole>

export interface Actor {
  id: StaffId | null
  role: ActorRole
}

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * One record of a log, format 1. Its canonical JSON (RFC 8785) is the leaf of the Merkle tree. `sealed` holds a
 * commitment for each field; the values stand beside the log as openings.
 */
export const Entry = z.strictObject({
  v: z.literal(1),
  /** Position in the log, from 0; the leaf's index. */
  seq: z.int().min(0),
  /** Unix time in milliseconds, never before that of the entry before it. */
  at: z.int().min(0),
  id: z.string().regex(/^[0-9a-f]{32}$/),
  type: z.string(),
  actor: z.string().nullable(),
  role: ActorRole,
  outcome: Outcome,
  about: z.record(z.string(), z.json()),
  sealed: z.record(z.string(), hash),
  /** SHA-256 of the canonical JSON of the people and groups after a change to them. */
  state: hash.optional(),
})
export type Entry = z.infer<typeof Entry>

/** What a caller says; the log adds sequence, time, id and commitments. */
export type Draft = {
  [Type in EventType]: {
    type: Type
    actor: Actor
    outcome: Outcome
    about: About<Type>
    sealed: Sealed<Type>
    state?: string
    /** The documents that the sealed values derive from: their openings go when one of them goes (R6). */
    sources?: readonly DocumentId[]
  }
}[EventType]
