import { z } from 'zod'
import { GroupId, StaffId } from '../../ids.ts'
import { Role } from '../../roles.ts'
import { Bytes } from '../bytes.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { Text } from '../text.ts'
import { owners } from './who.ts'

/** Members and groups of the workspace. */
export const peopleMethods = {
  'members.list': method({
    input: nothing,
    output: z.strictObject({
      members: z.array(z.strictObject({ id: StaffId, name: z.string(), role: Role })),
      groups: z.array(
        z.strictObject({ id: GroupId, name: z.string(), everyone: z.boolean(), members: z.array(StaffId) }),
      ),
    }),
    policy: owners,
    entry: 'people.listed',
  }),
  'members.add': method({
    input: z.strictObject({
      member: StaffId,
      name: Text.pipe(z.string().min(1)),
      role: Role,
      publicKey: Bytes,
      /** Names of groups beside "everyone". */
      groups: z.array(z.string()).default([]),
    }),
    output: nothing,
    policy: owners,
    entry: 'member.added',
  }),
  'groups.add': method({
    input: z.strictObject({
      name: Text.pipe(z.string().trim().min(1).max(80)),
      members: z.array(StaffId).default([]),
    }),
    output: z.strictObject({ group: GroupId }),
    policy: owners,
    entry: 'group.added',
  }),
} as const
