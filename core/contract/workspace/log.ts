import { z } from 'zod'
import { DocumentId, StaffId } from '../../ids.ts'
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

/** Which entries: those that fit everything that is not null. */
export const LogFilter = z.strictObject({
  /** What they did, and what was done about them. */
  person: StaffId.nullable().default(null),
  types: z.array(z.string().max(64)).min(1).max(100).nullable().default(null),
  /** What was done with it; for an owner who may read it also searches and answers that it had a part in. */
  document: DocumentId.nullable().default(null),
  /** Unix time in milliseconds: the first that counts, and the first that does not any more. */
  fromMs: z.int().min(0).nullable().default(null),
  beforeMs: z.int().min(0).nullable().default(null),
})
export type LogFilter = z.infer<typeof LogFilter>

/** An entry with its place in the tree. */
export const OpenedEntry = z.strictObject({
  entry: LogEntry,
  /** Canonical JSON (RFC 8785): the leaf. */
  leaf: z.string(),
  /** SHA-256 of 0x00 and the leaf (RFC 6962), hex. */
  leafHash: z.string(),
  /** The values that its commitments stand for, as far as the caller may have them. */
  openings: z.record(
    z.string(),
    z.union([z.strictObject({ value: z.json() }), z.strictObject({ unopened: Unopened })]),
  ),
  /** Size and root of the tree that this proof leads to, hex; the proof from the leaf upwards (RFC 6962). */
  proof: z.strictObject({ size: z.int(), root: z.string(), hashes: z.array(z.string()) }),
})
export type OpenedEntry = z.infer<typeof OpenedEntry>

export const logMethods = {
  /** Begins a visit: the newest entries. What a visit goes on to look at is `log.more`. */
  'log.list': method({
    input: z.strictObject({ limit: z.int().min(1).max(1_000).default(50), before: z.int().optional() }),
    output: z.strictObject({
      size: z.int(),
      /** Sequence of the entry that says that the log was looked at. */
      visit: z.int(),
      entries: z.array(LogEntry),
    }),
    policy: overseers,
    entry: 'log.listed',
  }),
  /** Goes on with a visit, which is one entry in all; the entry has to be the caller's own, of this opening. */
  'log.more': method({
    input: z.strictObject({
      visit: z.int().min(0),
      /** Entries before this one, newest first. */
      before: z.int().min(0),
      limit: z.int().min(1).max(1_000).default(50),
      filter: LogFilter.default(LogFilter.parse({})),
    }),
    output: z.strictObject({
      entries: z.array(LogEntry),
      /** Where to go on; null at the beginning of the log, or of the time that was asked for. */
      next: z.int().nullable(),
    }),
    policy: overseers,
    // The log is structure, no client text; `log.listed` has the visit.
    entry: null,
  }),
  /** One entry with its place in the tree and, for an owner, the values that its commitments stand for. */
  'log.entry': method({
    input: z.strictObject({ seq: z.int().min(0) }),
    output: OpenedEntry,
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
