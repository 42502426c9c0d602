import { z } from 'zod'
import { AnswerId, DocumentId, GroupId, StaffId } from '../ids.ts'
import { Role } from '../roles.ts'
import { Bytes } from './bytes.ts'
import { method } from './method.ts'
import { Text } from './text.ts'

const everybody = ['owner', 'member', 'auditor'] as const
const readers = ['owner', 'member'] as const
const owners = ['owner'] as const
/** The structure of the log names documents by id, also those that a member may not read. */
const overseers = ['owner', 'auditor'] as const

/** Where a piece of text stands. */
const Place = z.strictObject({
  document: DocumentId,
  title: z.string(),
  /** From 1; null where the format has no pages: unknown, never guessed (R5). */
  page: z.int().min(1).nullable(),
  /** UTF-16 code units in the text of the page, or of the whole document where there are no pages. */
  start: z.int().min(0),
  end: z.int().min(0),
})
type Place = z.infer<typeof Place>

export const SearchMode = z.enum(['fused', 'keyword', 'vector'])
export type SearchMode = z.infer<typeof SearchMode>

export const SearchHit = z.strictObject({
  ...Place.shape,
  /** Ordinal of the passage in its document, from 0. */
  ordinal: z.int().min(0),
  heading: z.string().nullable(),
  text: z.string(),
  score: z.number(),
  /** Rank in each search that found it, from 1. */
  ranks: z.strictObject({ keyword: z.int().nullable(), vector: z.int().nullable() }),
})
export type SearchHit = z.infer<typeof SearchHit>

export const Citation = z.strictObject({
  ...Place.shape,
  /** The exact text of that span. */ quote: z.string(),
})
export type Citation = z.infer<typeof Citation>

const DocumentSummary = z.strictObject({
  id: DocumentId,
  title: z.string(),
  format: z.string().nullable(),
  status: z.enum(['waiting', 'ready', 'failed']),
  reason: z.string().nullable(),
  bytes: z.int(),
  addedMs: z.int(),
})

export const ImportedFile = z.strictObject({
  /** As it was given, or found below a folder that was given. */
  path: z.string(),
  status: z.enum(['ready', 'failed']),
  reason: z.string().nullable(),
  document: DocumentId.nullable(),
})
export type ImportedFile = z.infer<typeof ImportedFile>

const LogEntry = z.strictObject({
  seq: z.int(),
  at: z.int(),
  type: z.string(),
  actor: z.string().nullable(),
  role: z.string(),
  outcome: z.string(),
  about: z.record(z.string(), z.json()),
  sealed: z.record(z.string(), z.string()),
})

const nothing = z.strictObject({})

/**
 * Every call that a screen or the command line can make into an unlocked workspace. None of them names a workspace: the
 * process behind the port is the address.
 */
export const workspaceContract = {
  'workspace.about': method({
    input: nothing,
    output: z.strictObject({ name: z.string(), colour: z.int(), member: StaffId, role: Role }),
    policy: everybody,
    entry: null,
  }),
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
  'documents.import': method({
    input: z.strictObject({
      /** Files and folders. */
      paths: z.array(z.string().min(1)).min(1),
      /** Names of groups; the caller must be in each. */
      groups: z.array(z.string()).min(1).default(['everyone']),
    }),
    output: z.strictObject({ files: z.int(), ready: z.int(), failed: z.int() }),
    policy: readers,
    entry: 'import.ended',
  }),
  'documents.imported': method({
    input: nothing,
    output: z.strictObject({ files: z.array(ImportedFile) }),
    policy: readers,
    entry: 'documents.listed',
  }),
  'documents.list': method({
    input: nothing,
    output: z.strictObject({ documents: z.array(DocumentSummary) }),
    policy: readers,
    entry: 'documents.listed',
  }),
  'documents.regroup': method({
    input: z.strictObject({ document: DocumentId, groups: z.array(z.string()) }),
    output: nothing,
    policy: owners,
    entry: 'document.regrouped',
  }),
  'documents.delete': method({
    input: z.strictObject({ document: DocumentId }),
    output: nothing,
    policy: owners,
    entry: 'document.deleted',
  }),
  search: method({
    input: z.strictObject({
      query: Text.pipe(z.string().max(4_000)),
      limit: z.int().min(1).max(200).default(10),
      mode: SearchMode.default('fused'),
    }),
    output: z.strictObject({
      hits: z.array(SearchHit),
      /** What each search counts for in the fused order. */
      weights: z.strictObject({ keyword: z.number(), vector: z.number() }),
    }),
    policy: readers,
    entry: 'search',
  }),
  ask: method({
    input: z.strictObject({ question: Text.pipe(z.string().trim().min(1).max(4_000)) }),
    output: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('answered'),
        answer: AnswerId,
        text: z.string(),
        citations: z.array(Citation),
      }),
      z.strictObject({ kind: z.literal('not-found'), answer: AnswerId, text: z.string() }),
    ]),
    policy: readers,
    entry: 'answer.ended',
  }),
  'log.list': method({
    input: z.strictObject({ limit: z.int().min(1).max(1_000).default(50), before: z.int().optional() }),
    output: z.strictObject({ size: z.int(), entries: z.array(LogEntry) }),
    policy: overseers,
    entry: 'log.listed',
  }),
  'log.check': method({
    input: nothing,
    output: z.strictObject({ size: z.int(), root: z.string() }),
    policy: overseers,
    entry: 'log.checked',
  }),
} as const

export type WorkspaceContract = typeof workspaceContract

/** What a workspace process says unasked, to the caller whose request it belongs to. */
export const workspaceEvents = {
  'import.progress': z.strictObject({
    done: z.int(),
    total: z.int(),
    stage: z.enum(['reading', 'embedding', 'done']),
    /** Name of the file at hand, for the person who imports it. */
    file: z.string(),
  }),
  'answer.text': z.strictObject({ text: z.string() }),
} as const
export type WorkspaceEvents = typeof workspaceEvents
export type WorkspaceEvent = keyof WorkspaceEvents
