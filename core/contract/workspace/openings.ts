import { z } from 'zod'
import { GrantId, StaffId } from '../../ids.ts'
import { GrantHours, Reason, usualGrantHours } from '../grants.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { overseers, owners } from './who.ts'

const auditors = ['auditor'] as const
const grant = { grant: GrantId }

const OpeningsRequest = z.strictObject({
  grant: GrantId,
  auditor: StaffId,
  auditorName: z.string(),
  reason: z.string(),
  entries: z.array(z.int()),
  /** Sealed values that it opens. */
  opened: z.int(),
  askedMs: z.int(),
  state: z.enum(['waiting', 'live', 'refused', 'revoked', 'expired']),
  endedMs: z.int().nullable(),
  expiresMs: z.int().nullable(),
})

/** An auditor's consent: sealed values of the entries that it names, and of no other, until it ends. */
export const openingsMethods = {
  'openings.ask': method({
    input: z.strictObject({ entries: z.array(z.int().min(0)).min(1).max(100), reason: Reason }),
    output: z.strictObject({ grant: GrantId }),
    policy: auditors,
    entry: 'openings.asked',
  }),
  /** An auditor's own; all of them for an owner. */
  'openings.list': method({
    input: nothing,
    output: z.strictObject({ nowMs: z.int(), requests: z.array(OpeningsRequest) }),
    policy: overseers,
    entry: null,
  }),
  /** Opens what this owner can read themselves of the entries that were asked for. */
  'openings.grant': method({
    input: z.strictObject({ ...grant, hours: GrantHours.default(usualGrantHours) }),
    output: z.strictObject({ opened: z.int() }),
    policy: owners,
    entry: 'openings.granted',
  }),
  'openings.refuse': method({
    input: z.strictObject(grant),
    output: nothing,
    policy: owners,
    entry: 'openings.refused',
  }),
  'openings.revoke': method({
    input: z.strictObject(grant),
    output: nothing,
    policy: owners,
    entry: 'openings.revoked',
  }),
} as const
