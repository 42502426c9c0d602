import { z } from 'zod'
import { GroupId, StaffId } from '../../ids.ts'
import { Role } from '../../roles.ts'
import { Bytes } from '../bytes.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { Text } from '../text.ts'
import { Told } from './told.ts'
import { owners } from './who.ts'

const GroupName = Text.pipe(z.string().trim().min(1).max(80))

/** Members and groups of the workspace. */
export const peopleMethods = {
  'members.list': method({
    input: nothing,
    output: z.strictObject({
      members: z.array(z.strictObject({ id: StaffId, name: z.string(), role: Role })),
      groups: z.array(
        z.strictObject({
          id: GroupId,
          name: z.string(),
          everyone: z.boolean(),
          members: z.array(StaffId),
          /** How many documents list it, also those that the caller cannot read. */
          documents: z.int(),
        }),
      ),
      /** How many documents nobody can read. */
      unread: z.int(),
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
  'members.setRole': method({
    input: z.strictObject({ member: StaffId, role: Role, told: Told }),
    output: nothing,
    policy: owners,
    entry: 'member.role-changed',
  }),
  /**
   * Makes the key that the file gets when this member is removed, and the recovery sheet that goes with it. Nothing else
   * happens until `members.remove`; the old sheet is good until then.
   */
  'members.prepareRemoval': method({
    input: z.strictObject({ member: StaffId, told: Told }),
    /** The recovery key as a person writes it down, in UTF-8; shown once. */
    output: z.strictObject({ recoveryKey: Bytes }),
    policy: owners,
    entry: 'key.prepared',
  }),
  /** Removes the member for whom a key was prepared. The process ends, and the next one gives the file that key. */
  'members.remove': method({
    input: z.strictObject({ member: StaffId, told: Told }),
    output: nothing,
    policy: owners,
    entry: 'member.left',
  }),
  'groups.add': method({
    input: z.strictObject({
      name: GroupName,
      members: z.array(StaffId).default([]),
    }),
    output: z.strictObject({ group: GroupId }),
    policy: owners,
    entry: 'group.added',
  }),
  'groups.rename': method({
    input: z.strictObject({ group: GroupId, name: GroupName }),
    output: nothing,
    policy: owners,
    entry: 'group.renamed',
  }),
  'groups.remove': method({
    input: z.strictObject({ group: GroupId, told: Told }),
    output: nothing,
    policy: owners,
    entry: 'group.removed',
  }),
  'groups.join': method({
    input: z.strictObject({ group: GroupId, member: StaffId }),
    output: nothing,
    policy: owners,
    entry: 'group.joined',
  }),
  'groups.leave': method({
    input: z.strictObject({ group: GroupId, member: StaffId, told: Told }),
    output: nothing,
    policy: owners,
    entry: 'group.left',
  }),
} as const
