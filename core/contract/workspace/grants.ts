import { z } from 'zod'
import { GrantId } from '../../ids.ts'
import { GrantHours, GrantLevel, Grants, Reason, usualGrantHours } from '../grants.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { exportMethods } from './export.ts'
import { owners } from './who.ts'

const grant = { grant: GrantId }

/** A part of the time that was asked for, Unix ms; null for its own ends. */
const narrowed = {
  fromMs: z.int().min(0).nullable().default(null),
  beforeMs: z.int().min(0).nullable().default(null),
}

/** What owners do with operators' requests to look at the log of this workspace. */
export const workspaceGrantMethods = {
  'grants.list': method({
    input: nothing,
    output: z.strictObject({ ...Grants.shape, number: z.string() }),
    policy: owners,
    entry: null,
  }),
  /** What the release that comes next would show; full text where the redacted log was released already. */
  'grants.preview': method({
    input: z.strictObject({ ...grant, ...narrowed }),
    output: exportMethods['log.previewExport'].output,
    policy: owners,
    entry: 'log.export-previewed',
  }),
  /**
   * Releases the log, redacted, encrypted to the operator who asked; less of it than they asked for where the owner says
   * so, and never more.
   */
  'grants.approve': method({
    input: z.strictObject({
      ...grant,
      ...narrowed,
      hours: GrantHours.default(usualGrantHours),
      /** The most that this grant can ever release; null for what was asked. */
      level: GrantLevel.nullable().default(null),
    }),
    output: nothing,
    policy: owners,
    entry: 'grant.given',
  }),
  /** Releases the words too, under a grant that is live: a second approval, with a reason and an entry of its own. */
  'grants.approveFull': method({
    input: z.strictObject({ ...grant, reason: Reason }),
    output: nothing,
    policy: owners,
    entry: 'grant.full-given',
  }),
  'grants.refuse': method({
    input: z.strictObject(grant),
    output: nothing,
    policy: owners,
    entry: 'grant.refused',
  }),
  /** Ends a grant at once and deletes what was released under it. */
  'grants.revoke': method({
    input: z.strictObject(grant),
    output: nothing,
    policy: owners,
    entry: 'grant.revoked',
  }),
} as const
