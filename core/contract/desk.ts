import { z } from 'zod'
import { GrantId, LookId, StaffId, WorkspaceId } from '../ids.ts'
import { Bytes } from './bytes.ts'
import { GrantLevel, Grants } from './grants.ts'
import { method } from './method.ts'
import { nothing } from './nothing.ts'

const firmLogSeq = z.int()
const granted = { firmLogSeq, grant: GrantId, workspace: WorkspaceId, operator: StaffId }

/** What the firm's log says of a workspace, to be copied into the workspace's own. */
export const FirmEntry = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('unlock.refused'),
    about: z.strictObject({ firmLogSeq, staff: StaffId, code: z.string() }),
  }),
  z.strictObject({
    type: z.literal('grant.asked'),
    about: z.strictObject({
      ...granted,
      publicKey: z.string(),
      level: GrantLevel,
      fromMs: z.int().nullable(),
      beforeMs: z.int().nullable(),
    }),
    reason: z.string(),
  }),
  z.strictObject({
    type: z.literal('grant.looked'),
    about: z.strictObject({ ...granted, level: GrantLevel }),
    isRefused: z.boolean(),
  }),
  z.strictObject({
    type: z.enum(['grant.withdrawn', 'grant.expired']),
    about: z.strictObject(granted),
  }),
  z.strictObject({
    type: z.literal('across.refused'),
    about: z.strictObject({
      firmLogSeq,
      look: LookId,
      workspace: WorkspaceId,
      staff: StaffId,
      code: z.string(),
    }),
  }),
])
export type FirmEntry = z.infer<typeof FirmEntry>

const process = ['process'] as const
const about = z.strictObject({ grant: GrantId })

/**
 * Every call that a workspace process can make to main. None of them names a workspace: what main answers is about the one
 * that it bound the process to.
 */
export const deskContract = {
  /** What the firm's log has said of this workspace from that entry on, how long it is by now, and its latest time. */
  'firm.since': method({
    input: z.strictObject({ from: z.int().min(0) }),
    output: z.strictObject({ size: z.int(), nowMs: z.int(), entries: z.array(FirmEntry) }),
    policy: process,
    entry: null,
  }),
  /** Operators' requests to look at this workspace's log. */
  'grants.list': method({
    input: nothing,
    output: z.strictObject({ ...Grants.shape, number: z.string() }),
    policy: process,
    entry: null,
  }),
  /** Keeps what an owner has released, encrypted to the operator, until it ends. */
  'grants.give': method({
    input: z.strictObject({
      grant: GrantId,
      level: GrantLevel,
      /** The most that the grant can ever release. */
      most: GrantLevel,
      from: z.int(),
      to: z.int(),
      expiresMs: z.int(),
      /** The owner's reason, where the level is full. */
      reason: z.string(),
      sealed: Bytes,
    }),
    output: nothing,
    policy: process,
    entry: null,
  }),
  'grants.refuse': method({ input: about, output: nothing, policy: process, entry: 'grant.refused' }),
  'grants.revoke': method({ input: about, output: nothing, policy: process, entry: 'grant.revoked' }),
  /** The key in the checked log of the firm, which the operator's account was held against when they asked. */
  'grants.recipient': method({
    input: about,
    output: z.strictObject({ publicKey: Bytes }),
    policy: process,
    entry: null,
  }),
} as const
export type DeskContract = typeof deskContract
