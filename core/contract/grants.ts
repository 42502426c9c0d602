import { z } from 'zod'
import { GrantId, StaffId, WorkspaceId } from '../ids.ts'
import { Bytes } from './bytes.ts'
import { method } from './method.ts'
import { nothing } from './nothing.ts'
import { Text } from './text.ts'

/** How much of the log an operator may be shown; anything else is not theirs to ask for. */
export const GrantLevel = z.enum(['redacted', 'full'])
export type GrantLevel = z.infer<typeof GrantLevel>

export const Reason = Text.pipe(z.string().trim().min(1).max(500))

/** For how long an owner may consent. */
export const GrantHours = z.int().min(1).max(168)
export const usualGrantHours = 24

const Released = z.strictObject({ givenMs: z.int(), from: z.int(), to: z.int() })

/** An operator's request to look at a workspace's log, with all that has become of it. */
export const Grant = z.strictObject({
  grant: GrantId,
  workspace: WorkspaceId,
  /** What people call a workspace whose name they may not know. */
  number: z.string(),
  operator: StaffId,
  operatorName: z.string(),
  reason: z.string(),
  level: GrantLevel,
  /** Unix times in milliseconds; null for the ends of the log. */
  fromMs: z.int().nullable(),
  beforeMs: z.int().nullable(),
  askedMs: z.int(),
  state: z.enum(['waiting', 'live', 'refused', 'withdrawn', 'revoked', 'expired']),
  endedMs: z.int().nullable(),
  expiresMs: z.int().nullable(),
  /** What was released, at each level. */
  redacted: Released.nullable(),
  full: Released.nullable(),
  looks: z.int(),
})
export type Grant = z.infer<typeof Grant>

/** Requests with the time that they are measured by: the latest that this installation has seen. */
export const Grants = z.strictObject({ nowMs: z.int(), grants: z.array(Grant) })

const operator = ['operator'] as const

/** What operators do: they ask, and look at what an owner has released to them. */
export const grantMethods = {
  'grants.ask': method({
    input: z.strictObject({
      /** Of the workspace, as its people read it out. */
      number: z.string().trim().min(1).max(20),
      reason: Reason,
      level: GrantLevel.default('redacted'),
      fromMs: z.int().min(0).nullable().default(null),
      beforeMs: z.int().min(0).nullable().default(null),
    }),
    output: z.strictObject({ grant: GrantId }),
    policy: operator,
    entry: 'grant.asked',
  }),
  'grants.mine': method({ input: nothing, output: Grants, policy: operator, entry: null }),
  'grants.withdraw': method({
    input: z.strictObject({ grant: GrantId }),
    output: nothing,
    policy: operator,
    entry: 'grant.withdrawn',
  }),
  /**
   * One look at what was released: the key of its file (age), which opens nothing else. The file itself, an audit
   * bundle, is read in pieces by `grants.read` and decrypted where it is shown.
   */
  'grants.look': method({
    input: z.strictObject({ grant: GrantId, level: GrantLevel.default('redacted') }),
    output: z.strictObject({
      fileKey: Bytes,
      bytes: z.int(),
      /** What is left of it. */
      leftMs: z.int(),
      /** Of the firm's signing key, for the verifier. */
      fingerprint: z.string(),
    }),
    policy: operator,
    entry: 'grant.looked',
  }),
  /** Ciphertext of a live grant. */
  'grants.read': method({
    input: z.strictObject({
      grant: GrantId,
      level: GrantLevel.default('redacted'),
      start: z.int().min(0),
      end: z.int().min(1),
    }),
    output: z.strictObject({ bytes: Bytes }),
    policy: operator,
    entry: null,
  }),
} as const
