import { z } from 'zod'
import { method } from '../method.ts'
import { overseers } from './who.ts'

export const LogEntry = z.strictObject({
  seq: z.int(),
  at: z.int(),
  type: z.string(),
  actor: z.string().nullable(),
  role: z.string(),
  outcome: z.string(),
  about: z.record(z.string(), z.json()),
  sealed: z.record(z.string(), z.string()),
})
export type LogEntry = z.infer<typeof LogEntry>

/** Why a sealed value is not shown: it was erased with its document, or this caller may not read it. */
const Unopened = z.enum(['erased', 'not-readable'])

export const logMethods = {
  'log.list': method({
    input: z.strictObject({ limit: z.int().min(1).max(1_000).default(50), before: z.int().optional() }),
    output: z.strictObject({ size: z.int(), entries: z.array(LogEntry) }),
    policy: overseers,
    entry: 'log.listed',
  }),
  /** One entry with its place in the tree and, for an owner, the values that its commitments stand for. */
  'log.entry': method({
    input: z.strictObject({ seq: z.int().min(0) }),
    output: z.strictObject({
      entry: LogEntry,
      /** Canonical JSON (RFC 8785): the leaf. */
      leaf: z.string(),
      /** SHA-256 of 0x00 and the leaf (RFC 6962), hex. */
      leafHash: z.string(),
      openings: z.record(
        z.string(),
        z.union([z.strictObject({ value: z.json() }), z.strictObject({ unopened: Unopened })]),
      ),
      /** Size and root of the tree that this proof leads to, hex; the proof from the leaf upwards (RFC 6962). */
      proof: z.strictObject({ size: z.int(), root: z.string(), hashes: z.array(z.string()) }),
    }),
    policy: overseers,
    entry: 'log.entry-opened',
  }),
  /** Recomputes the whole log; or says what doing so at the opening of this workspace came to, and what came since. */
  'log.check': method({
    input: z.strictObject({ fresh: z.boolean().default(true) }),
    output: z.strictObject({ size: z.int(), root: z.string() }),
    policy: overseers,
    entry: 'log.checked',
  }),
} as const

/** What is said while the log is checked. */
export const logEvents = {
  'log.checking': z.strictObject({ done: z.int(), total: z.int() }),
} as const
