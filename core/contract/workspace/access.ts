import { z } from 'zod'
import { DocumentId, GroupId, StaffId } from '../../ids.ts'
import { Role } from '../../roles.ts'
import { method } from '../method.ts'
import { Folder } from './folder.ts'
import { overseers, owners } from './who.ts'

/** Unix time in milliseconds; null for the present. */
const At = z.int().min(0).nullable().default(null)

/** Null where the caller may not see it, or it is lost. */
const Name = z.string().nullable()

const NamedGroup = z.strictObject({ group: GroupId, name: Name })

/**
 * Who can read what, now or at a time in the past, by the log. Auditors get the structure, by id: names and titles are
 * for owners, and a title only for those who can read the document now.
 */
export const accessMethods = {
  'documents.readers': method({
    input: z.strictObject({ document: DocumentId, at: At }),
    output: z.strictObject({
      /** Null: not one that the caller can read, or it was deleted; the log knows it by its id and its entries. */
      title: Name,
      /** What there was of it at that time. */
      state: z.enum(['there', 'not-yet', 'deleted']),
      /** When it came, was given to other groups, and went; by sequence in the log. */
      changes: z.array(
        z.strictObject({
          seq: z.int(),
          atMs: z.int(),
          type: z.enum(['document.added', 'document.regrouped', 'document.deleted']),
        }),
      ),
      /** The groups that it listed. */
      groups: z.array(NamedGroup),
      /** Those who could read it, with the groups that it was by. */
      readers: z.array(z.strictObject({ member: StaffId, name: Name, role: Role, by: z.array(GroupId) })),
    }),
    policy: overseers,
    entry: 'document.readers-shown',
  }),
  'members.readable': method({
    input: z.strictObject({
      member: StaffId,
      at: At,
      /** Only what is by this group. */
      group: GroupId.nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.strictObject({
      name: Name,
      /** Null: no member at that time. */
      role: Role.nullable(),
      /** The groups that they were in, each with how many documents it gave them. */
      groups: z.array(z.strictObject({ ...NamedGroup.shape, documents: z.int() })),
      /** All that they could read, also where only a part is listed. */
      count: z.int(),
      /** How many of them there are to list. */
      listed: z.int(),
      /** By title; those whose title the caller may not see come last. */
      documents: z.array(z.strictObject({ document: DocumentId, title: Name, by: z.array(GroupId) })),
    }),
    policy: overseers,
    entry: 'member.readable-shown',
  }),
  /** Who can read what the caller can read of a folder and of the folders below it. */
  'folders.readers': method({
    input: z.strictObject({ folder: Folder }),
    output: z.strictObject({
      documents: z.int(),
      /** Those who can read some of it, each with how many of these documents. */
      readers: z.array(z.strictObject({ member: StaffId, name: z.string(), role: Role, documents: z.int() })),
    }),
    policy: owners,
    entry: 'folder.readers-shown',
  }),
  /** What a change would do, before anybody makes it. */
  'access.preview': method({
    input: z.strictObject({
      change: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('group-removed'), group: GroupId }),
        z.strictObject({ kind: z.literal('left'), group: GroupId, member: StaffId }),
        z.strictObject({ kind: z.literal('member-removed'), member: StaffId }),
        z.strictObject({ kind: z.literal('role-changed'), member: StaffId, role: Role }),
        z.strictObject({
          kind: z.literal('regrouped'),
          documents: z.array(DocumentId).max(10_000),
          groups: z.array(z.string()),
        }),
        z.strictObject({
          kind: z.literal('folder-regrouped'),
          folder: Folder,
          groups: z.array(z.string()),
        }),
      ]),
    }),
    output: z.strictObject({
      /** Documents that somebody can read now and nobody could afterwards. */
      unread: z.int(),
      /** Documents that a member can read now and owners alone could afterwards. */
      ownersAlone: z.int(),
    }),
    policy: owners,
    // A number of the structure, and no word of a document.
    entry: null,
  }),
} as const
