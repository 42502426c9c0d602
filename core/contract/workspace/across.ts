import { z } from 'zod'
import { AcrossSetting } from '../../across-setting.ts'
import { GrantId, LookId, StaffId } from '../../ids.ts'
import { AgeRecipient } from '../across.ts'
import { Bytes } from '../bytes.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { everybody, owners, readers } from './who.ts'

const grant = { grant: GrantId }

/** A member's wish for one look across workspaces that takes an owner's consent. */
const AcrossRequest = z.strictObject({
  grant: GrantId,
  staff: StaffId,
  staffName: z.string(),
  reason: z.string(),
  askedMs: z.int(),
  state: z.enum(['waiting', 'live', 'refused', 'revoked', 'expired', 'used']),
  expiresMs: z.int().nullable(),
})

/** This workspace's part in a look across workspaces, and what its owners decide about such looks. */
export const acrossWorkspaceMethods = {
  /** The key of this process that a question is sealed to (age): main, which carries it, cannot read it. */
  'across.key': method({
    input: nothing,
    output: z.strictObject({ recipient: AgeRecipient }),
    policy: everybody,
    entry: null,
  }),
  /** Searches as `search` does; question and reason come sealed to this process, the result goes sealed to the page. */
  'across.search': method({
    input: z.strictObject({
      look: LookId,
      /** `AcrossQuestion`, an age file. */
      sealed: Bytes,
      recipient: AgeRecipient,
      /** An owner's consent to their own look, where this workspace asks for one. */
      confirmed: z.boolean().default(false),
    }),
    /** `AcrossResult`, an age file. */
    output: z.strictObject({ sealed: Bytes }),
    policy: readers,
    entry: 'across.searched',
  }),
  'across.list': method({
    input: nothing,
    output: z.strictObject({ setting: AcrossSetting, nowMs: z.int(), requests: z.array(AcrossRequest) }),
    policy: owners,
    entry: null,
  }),
  'across.set': method({
    input: z.strictObject({ setting: AcrossSetting }),
    output: nothing,
    policy: owners,
    entry: 'across.set',
  }),
  /** Consents to one look within a day. */
  'across.grant': method({
    input: z.strictObject(grant),
    output: nothing,
    policy: owners,
    entry: 'across.granted',
  }),
  /** Also takes back a consent that was not used yet. */
  'across.decline': method({
    input: z.strictObject(grant),
    output: nothing,
    policy: owners,
    entry: 'across.declined',
  }),
} as const
