import { z } from 'zod'
import {
  AdapterId,
  AnswerId,
  DestructionId,
  DocumentId,
  FolderId,
  GrantId,
  GroupId,
  LookId,
  ModelId,
  PromptId,
  StaffId,
  ThreadId,
  WorkspaceId,
} from '../ids.ts'
import { AcrossSetting } from '../across-setting.ts'
import { ReleaseLevel } from '../release-level.ts'
import { Role, StaffRole } from '../roles.ts'
import { Removed } from './removed.ts'

/**
 * One kind of entry. `about` stands in the plain and so holds only random ids, roles and sizes of the log itself;
 * `sealed` holds everything that derives from client text or names, and enters the leaf as a commitment a field.
 */
function event<A extends z.ZodObject, S extends z.ZodObject>(about: A, sealed: S) {
  return { about, sealed }
}

const nothing = z.strictObject({})
const text = z.string()

/** A passage as it stands in a sealed field: which, and the SHA-256 of its text. */
const passageReference = z.strictObject({
  document: DocumentId,
  ordinal: z.int(),
  sha256: z.string(),
})

/** The place of a quoted sentence. */
const citation = z.strictObject({
  document: DocumentId,
  page: z.int().nullable(),
  start: z.int(),
  end: z.int(),
})

/** How an answer is made, beside its question, passages and prompt. */
const how = z.strictObject({
  mode: z.enum(['documents', 'chat']),
  /** What was searched for: the question, or what a follow-up stands for on its own. */
  searched: text,
  /** As whom the asker read: the groups in force. */
  groups: z.array(GroupId),
  /** For each passage: its score, its rank in each search, and what in it reads like instructions. */
  ranks: z.array(
    z.strictObject({
      score: z.number(),
      keyword: z.int().nullable(),
      vector: z.int().nullable(),
      signs: z.array(text),
    }),
  ),
  /** Earlier answers of the thread in the prompt. */
  turns: z.array(AnswerId),
  /** Null where no model writes. */
  settings: z
    .strictObject({
      modelSha256: text,
      adapter: z.strictObject({ name: text, sha256: text }).nullable(),
      /** What the owners wanted of every answer, at that time. */
      instructions: text,
      temperature: z.number(),
      seed: z.int(),
      contextTokens: z.int(),
      maxTokens: z.int(),
      device: text,
    })
    .nullable(),
})

/** What the check of each sentence came to, and how long a model took; null where no model wrote. */
const made = z
  .strictObject({
    sentences: z.array(z.strictObject({ start: z.int(), end: z.int(), support: text })),
    searchMs: z.int(),
    promptTokens: z.int(),
    tokens: z.int(),
    firstTextMs: z.int().nullable(),
    totalMs: z.int(),
  })
  .nullable()

/** What was read of a document: UTF-16 code units of the text of one page, or bytes of the original. */
const piece = z.strictObject({
  of: z.enum(['text', 'original']),
  /** Index of the page, from 0; null for the original. */
  index: z.int().nullable(),
  start: z.int(),
  end: z.int(),
})

/**
 * Who may open a workspace, what each document's and folder's groups are, and with whom threads are shared: what the
 * access tables must equal.
 */
export const AccessSnapshot = z.strictObject({
  members: z.array(z.strictObject({ member: StaffId, role: Role, publicKey: z.string() })),
  groups: z.array(z.strictObject({ group: GroupId, members: z.array(StaffId) })),
  documents: z.array(z.strictObject({ document: DocumentId, groups: z.array(GroupId) })),
  /** Folders with groups of their own; none in logs from before there were such. */
  folders: z.array(z.strictObject({ folder: FolderId, groups: z.array(GroupId) })).default([]),
  /** Threads that somebody shares; none in logs from before there was sharing. */
  threads: z
    .array(z.strictObject({ thread: ThreadId, groups: z.array(GroupId), members: z.array(StaffId) }))
    .default([]),
})
export type AccessSnapshot = z.infer<typeof AccessSnapshot>

/** A time that somebody asked about, Unix time in milliseconds; null for the present. */
const moment = z.int().nullable()

const logPosition = z.strictObject({ size: z.int(), root: z.string() })

/** A model by its name and the SHA-256 over all its files. */
const modelReference = z.strictObject({ name: text, sha256: text })

/** Whether a reranker put the results in order, or was too slow or failed, so that they stand as they were fused. */
const rerankOutcome = z.enum(['used', 'late', 'failed'])

/** By which the order of passages came about; null where none was there. */
const rankedBy = {
  embedder: modelReference.nullable(),
  reranker: z.strictObject({ ...modelReference.shape, outcome: rerankOutcome }).nullable(),
}

const modelTask = z.enum(['embed', 'rerank', 'generate'])

/** Which entries an export shows, from the first to before the last, and how much of them. */
const exported = z.strictObject({ from: z.int(), to: z.int(), level: ReleaseLevel, masked: z.boolean() })

/** Where an entry stands in the firm's log, if it was copied from there. */
const copied = { firmLogSeq: z.int().exactOptional() }

/** What an owner releases to an operator: entries of this range, at this level, until then. */
const released = z.strictObject({
  grant: GrantId,
  workspace: WorkspaceId,
  operator: StaffId,
  from: z.int(),
  to: z.int(),
  /** Unix time in milliseconds. */
  expiresMs: z.int(),
})

/** An operator's grant, by its id. */
const granted = z.strictObject({ grant: GrantId, workspace: WorkspaceId, operator: StaffId, ...copied })

/** Sealed values of entries, by field. */
export const NamedOpenings = z.array(z.strictObject({ seq: z.int(), fields: z.array(z.string()) }))
export type NamedOpenings = z.infer<typeof NamedOpenings>

const auditorsGrant = z.strictObject({ grant: GrantId, auditor: StaffId })

/** The closed catalogue of what a log can say. Adding a kind is a new line here; changing one is a new format. */
export const events = {
  // life of the workspace
  'workspace.created': event(nothing, z.strictObject({ name: text })),
  'workspace.opened': event(z.strictObject({ firmLogSize: z.int() }), nothing),
  'workspace.closed': event(nothing, nothing),
  // copied from the firm's log, where it was written while this workspace was locked
  'workspace.refused': event(z.strictObject({ firmLogSeq: z.int(), staff: StaffId, code: text }), nothing),
  'workspace.recovered': event(z.strictObject({ member: StaffId, publicKey: z.string() }), nothing),
  // an owner has made a new recovery sheet, which opens the whole of it
  'recovery.sheet-made': event(nothing, nothing),
  // before its file is copied into a backup
  'workspace.backed-up': event(nothing, nothing),
  // the last words of a file that a backup takes the place of
  'workspace.set-aside': event(nothing, nothing),
  // an owner has decided that all of it is destroyed
  'workspace.destroying': event(nothing, nothing),
  // the first words of a backup in its place: its own signed state, and the last one that was signed, if it is known
  'workspace.restored': event(
    z.strictObject({ backup: logPosition.nullable(), anchored: logPosition.nullable() }),
    nothing,
  ),
  // access
  'member.added': event(
    z.strictObject({ member: StaffId, role: Role, publicKey: z.string() }),
    z.strictObject({ name: text }),
  ),
  'member.role-changed': event(z.strictObject({ member: StaffId, role: Role }), nothing),
  // from every group too; the file has the key of that version before anybody opens it again
  'member.left': event(z.strictObject({ member: StaffId, keyVersion: z.int() }), nothing),
  // a new key and a new recovery sheet were made for when that member is removed
  'key.prepared': event(z.strictObject({ member: StaffId }), nothing),
  'group.added': event(z.strictObject({ group: GroupId }), z.strictObject({ name: text })),
  'group.renamed': event(z.strictObject({ group: GroupId }), z.strictObject({ name: text })),
  // and taken from every document and every shared thread that listed it
  'group.removed': event(z.strictObject({ group: GroupId }), nothing),
  'group.joined': event(z.strictObject({ group: GroupId, member: StaffId }), nothing),
  'group.left': event(z.strictObject({ group: GroupId, member: StaffId }), nothing),
  'document.regrouped': event(z.strictObject({ document: DocumentId, groups: z.array(GroupId) }), nothing),
  // what is imported into it later takes these; none: it has groups of its own no more
  'folder.regrouped': event(
    z.strictObject({ folder: FolderId, groups: z.array(GroupId) }),
    z.strictObject({ path: text }),
  ),
  // the last document in it was removed, and its groups with it
  'folder.emptied': event(z.strictObject({ folder: FolderId }), nothing),
  // documents
  'document.added': event(
    z.strictObject({ document: DocumentId, groups: z.array(GroupId) }),
    z.strictObject({ title: text, sha256: text }),
  ),
  'document.imported': event(
    z.strictObject({ document: DocumentId }),
    z.strictObject({ passages: z.int(), embedder: text }),
  ),
  'document.failed': event(z.strictObject({ document: DocumentId }), z.strictObject({ reason: text })),
  'import.ended': event(nothing, z.strictObject({ files: z.int(), ready: z.int(), failed: z.int() })),
  // files that waited were forgotten
  'import.discarded': event(nothing, z.strictObject({ files: z.int() })),
  'document.deleted': event(z.strictObject({ document: DocumentId }), nothing),
  // reading
  'document.opened': event(z.strictObject({ document: DocumentId }), nothing),
  'document.read': event(z.strictObject({ document: DocumentId }), z.strictObject({ piece })),
  'documents.listed': event(nothing, z.strictObject({ count: z.int() })),
  'people.listed': event(nothing, nothing),
  // who can, or at that time could, read a document; and what somebody can, or could, read
  'document.readers-shown': event(z.strictObject({ document: DocumentId }), z.strictObject({ at: moment })),
  'folder.readers-shown': event(nothing, z.strictObject({ path: text })),
  'member.readable-shown': event(z.strictObject({ member: StaffId }), z.strictObject({ at: moment })),
  search: event(
    nothing,
    z.strictObject({
      query: text,
      mode: text,
      passages: z.array(passageReference),
      ...rankedBy,
    }),
  ),
  'answer.began': event(
    z.strictObject({ answer: AnswerId }),
    z.strictObject({
      question: text,
      passages: z.array(passageReference),
      ...rankedBy,
      model: text,
      prompt: text,
      how,
    }),
  ),
  // a model asked for other passages, once: its only tool, with the asker's own reader
  'answer.searched': event(
    z.strictObject({ answer: AnswerId }),
    z.strictObject({ query: text, passages: z.array(passageReference), prompt: text }),
  ),
  'answer.ended': event(
    z.strictObject({ answer: AnswerId }),
    z.strictObject({ text, found: z.boolean(), citations: z.array(citation), made }),
  ),
  // how an answer was made, looked at
  'answer.traced': event(z.strictObject({ answer: AnswerId }), nothing),
  // conversations
  'threads.listed': event(nothing, z.strictObject({ count: z.int() })),
  // with the answers that were shown again
  'thread.opened': event(z.strictObject({ thread: ThreadId, answers: z.array(AnswerId) }), nothing),
  'thread.renamed': event(z.strictObject({ thread: ThreadId }), z.strictObject({ title: text })),
  'thread.deleted': event(z.strictObject({ thread: ThreadId }), nothing),
  // with exactly these, from now on
  'thread.shared': event(
    z.strictObject({ thread: ThreadId, groups: z.array(GroupId), members: z.array(StaffId) }),
    nothing,
  ),
  'thread.unshared': event(z.strictObject({ thread: ThreadId }), nothing),
  // models: null is what comes with the app, or none
  'model.selected': event(
    z.strictObject({ task: modelTask }),
    z.strictObject({ model: modelReference.nullable() }),
  ),
  // every passage has a vector of the chosen embedder, and searches go by these from now on
  'index.switched': event(nothing, z.strictObject({ embedder: modelReference })),
  'thread.exported': event(
    z.strictObject({
      thread: ThreadId,
      answers: z.array(AnswerId),
      format: z.enum(['markdown', 'docx']),
    }),
    nothing,
  ),
  // what the owners want of every answer, and questions kept to ask again
  'instructions.read': event(nothing, nothing),
  'instructions.changed': event(nothing, z.strictObject({ instructions: text, temperature: z.number() })),
  'prompts.listed': event(nothing, z.strictObject({ count: z.int() })),
  'prompt.saved': event(z.strictObject({ prompt: PromptId }), z.strictObject({ title: text, text })),
  'prompt.deleted': event(z.strictObject({ prompt: PromptId }), nothing),
  // adapters of this workspace alone
  'adapters.listed': event(nothing, z.strictObject({ count: z.int() })),
  'adapter.imported': event(
    z.strictObject({ adapter: AdapterId }),
    z.strictObject({ name: text, sha256: text, statement: text }),
  ),
  'adapter.refused': event(nothing, z.strictObject({ name: text, statement: text, reason: text })),
  // whether its owner accepts that it stands on the disk in the plain while it is loaded
  'adapter.chosen': event(
    z.strictObject({ adapter: AdapterId.nullable(), onDiskAccepted: z.boolean() }),
    nothing,
  ),
  'adapter.removed': event(z.strictObject({ adapter: AdapterId }), nothing),
  // the log itself
  'log.listed': event(nothing, nothing),
  'log.entry-opened': event(z.strictObject({ seq: z.int() }), nothing),
  'log.checked': event(z.strictObject({ size: z.int() }), nothing),
  // a signed state of the log, to be kept elsewhere
  'log.receipt-made': event(nothing, nothing),
  // the size that it states, where it was signed here for this log
  'log.receipt-checked': event(
    z.strictObject({
      size: z.int().nullable(),
      verdict: z.enum(['intact', 'gone', 'other-log', 'not-signed-here']),
    }),
    nothing,
  ),
  // somebody looked at what a recipient of such an export could read
  'log.export-previewed': event(exported, nothing),
  // before anything of it is written
  'log.export-began': event(exported, nothing),
  // with the SHA-256 of the openings released; empty where it failed or was stopped
  'log.exported': event(exported, z.strictObject({ openings: text })),
  // refusals inside the workspace
  'call.refused': event(z.strictObject({ method: text }), nothing),
  // a call that found no room on the disk; written into the room that is kept for it
  'call.failed': event(z.strictObject({ method: text, code: z.literal('disk-full') }), nothing),
  // what the check found, and that an owner went on
  'log.lost': event(nothing, nothing),
  'log.continued': event(
    z.strictObject({
      findings: z.array(text),
      anchored: logPosition.nullable(),
      found: logPosition,
      access: AccessSnapshot,
    }),
    z.strictObject({ reason: text }),
  ),
  // an operator's look at the log: in the firm's log, and in the workspace's own
  'grant.asked': event(
    z.strictObject({
      ...granted.shape,
      /** X25519, hex: what is released is encrypted to it. */
      publicKey: z.string(),
      level: z.enum(['redacted', 'full']),
      /** Unix times in milliseconds; null for the ends of the log. */
      fromMs: z.int().nullable(),
      beforeMs: z.int().nullable(),
    }),
    z.strictObject({ reason: text }),
  ),
  'grant.withdrawn': event(granted, nothing),
  'grant.refused': event(granted, nothing),
  'grant.given': event(
    z.strictObject({
      ...released.shape,
      /** The most that can be released, where an owner has made it less than what was asked. */
      level: z.enum(['redacted', 'full']).exactOptional(),
    }),
    nothing,
  ),
  // full text, which is a second approval, with the owner's reason
  'grant.full-given': event(released, z.strictObject({ reason: text })),
  'grant.looked': event(z.strictObject({ ...granted.shape, level: z.enum(['redacted', 'full']) }), nothing),
  'grant.revoked': event(granted, nothing),
  'grant.expired': event(granted, nothing),
  // sealed values that an auditor asks to see
  'openings.asked': event(
    z.strictObject({ ...auditorsGrant.shape, entries: z.array(z.int()) }),
    z.strictObject({ reason: text }),
  ),
  'openings.granted': event(
    z.strictObject({ ...auditorsGrant.shape, named: NamedOpenings, expiresMs: z.int() }),
    nothing,
  ),
  'openings.refused': event(auditorsGrant, nothing),
  'openings.revoked': event(auditorsGrant, nothing),
  'openings.expired': event(auditorsGrant, nothing),
  // looking across workspaces: the firm's log has the look and its refusals, each workspace its own part
  'across.began': event(z.strictObject({ look: LookId, workspaces: z.array(WorkspaceId) }), nothing),
  'across.refused': event(
    z.strictObject({
      look: LookId,
      /** Null where the whole look was refused. */
      workspace: WorkspaceId.nullable(),
      staff: StaffId,
      code: text,
      ...copied,
    }),
    nothing,
  ),
  'across.searched': event(
    z.strictObject({
      look: LookId,
      consent: z.enum(['allowed', 'own', 'granted']),
      grant: GrantId.nullable(),
    }),
    z.strictObject({ reason: text, query: text, passages: z.array(passageReference) }),
  ),
  'across.asked': event(z.strictObject({ grant: GrantId, staff: StaffId }), z.strictObject({ reason: text })),
  'across.granted': event(z.strictObject({ grant: GrantId, staff: StaffId, expiresMs: z.int() }), nothing),
  'across.declined': event(z.strictObject({ grant: GrantId, staff: StaffId }), nothing),
  'across.set': event(z.strictObject({ setting: AcrossSetting }), nothing),
  // the firm's own log: ids only
  'firm.created': event(nothing, nothing),
  'staff.added': event(z.strictObject({ staff: StaffId, staffRole: StaffRole }), nothing),
  'staff.signed-in': event(nothing, nothing),
  'staff.passphrase-changed': event(nothing, nothing),
  'staff.passphrase-refused': event(nothing, nothing),
  'staff.suspended': event(z.strictObject({ staff: StaffId }), nothing),
  'staff.restored': event(z.strictObject({ staff: StaffId }), nothing),
  'staff.removed': event(z.strictObject({ staff: StaffId }), nothing),
  'settings.changed': event(nothing, nothing),
  // before the network is used: the one thing for which it ever is
  'model.download-began': event(nothing, z.strictObject({ model: modelReference, source: text })),
  'model.installed': event(
    z.strictObject({ model: ModelId, task: modelTask, origin: z.enum(['catalogue', 'file']) }),
    z.strictObject({ model: modelReference }),
  ),
  'model.removed': event(z.strictObject({ model: ModelId }), nothing),
  'model.downloads-off': event(nothing, nothing),
  'support.saved': event(nothing, nothing),
  'staff.sign-in-refused': event(nothing, nothing),
  'workspace.registered': event(z.strictObject({ workspace: WorkspaceId }), nothing),
  'workspace.sheet-made': event(z.strictObject({ workspace: WorkspaceId }), nothing),
  // typed back: the sheet before it opens nothing any more
  'workspace.sheet-confirmed': event(z.strictObject({ workspace: WorkspaceId }), nothing),
  'backup.made': event(z.strictObject({ workspace: WorkspaceId }), nothing),
  'backup.restored': event(z.strictObject({ workspace: WorkspaceId }), nothing),
  'wrap.added': event(z.strictObject({ workspace: WorkspaceId, staff: StaffId }), nothing),
  'wrap.removed': event(z.strictObject({ workspace: WorkspaceId, staff: StaffId }), nothing),
  // a new key was sealed to everybody who stays; stopped where the removal was never decided
  'rekey.began': event(z.strictObject({ workspace: WorkspaceId, keyVersion: z.int() }), nothing),
  'rekey.ended': event(z.strictObject({ workspace: WorkspaceId, keyVersion: z.int() }), nothing),
  // from the first of these on nobody opens the workspace; the second stands once nothing was found of it any more
  'destruction.began': event(z.strictObject({ destruction: DestructionId, workspace: WorkspaceId }), nothing),
  'destruction.ended': event(
    z.strictObject({
      destruction: DestructionId,
      workspace: WorkspaceId,
      /** Who had decided it. */
      staff: StaffId,
      /** Of the workspace’s log as it was signed last; null where no such state was found. */
      checkpoint: logPosition.nullable(),
      removed: Removed,
    }),
    nothing,
  ),
  'unlock.refused': event(z.strictObject({ workspace: WorkspaceId, staff: StaffId, code: text }), nothing),
  'log.fork-accepted': event(
    z.strictObject({ workspace: WorkspaceId, anchored: logPosition.nullable(), found: logPosition }),
    nothing,
  ),
} as const

export type EventType = keyof typeof events

export type About<Type extends EventType> = z.infer<(typeof events)[Type]['about']>
export type Sealed<Type extends EventType> = z.infer<(typeof events)[Type]['sealed']>
