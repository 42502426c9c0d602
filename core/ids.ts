import { z } from 'zod'

/**
 * Random identifiers, 128 bits as 32 lower-case hex digits. They carry no information: no time, no order, no
 * counter, so they may stand in the plain part of the log. Each kind has its own brand, so that one cannot be
 * passed for another.
 */
const hex128 = z.string().regex(/^[0-9a-f]{32}$/, 'is not an id')

export const FirmId = hex128.brand<'FirmId'>()
export type FirmId = z.infer<typeof FirmId>

/** A staff account of the firm; inside a workspace the same id names the member. */
export const StaffId = hex128.brand<'StaffId'>()
export type StaffId = z.infer<typeof StaffId>

/** The tenant. */
export const WorkspaceId = hex128.brand<'WorkspaceId'>()
export type WorkspaceId = z.infer<typeof WorkspaceId>

export const GroupId = hex128.brand<'GroupId'>()
export type GroupId = z.infer<typeof GroupId>

export const DocumentId = hex128.brand<'DocumentId'>()
export type DocumentId = z.infer<typeof DocumentId>

/** A folder that was given groups of its own. */
export const FolderId = hex128.brand<'FolderId'>()
export type FolderId = z.infer<typeof FolderId>

export const ThreadId = hex128.brand<'ThreadId'>()
export type ThreadId = z.infer<typeof ThreadId>

export const AnswerId = hex128.brand<'AnswerId'>()
export type AnswerId = z.infer<typeof AnswerId>

/** A model that this installation has. */
export const ModelId = hex128.brand<'ModelId'>()
export type ModelId = z.infer<typeof ModelId>

/** A question that was saved to ask it again. */
export const PromptId = hex128.brand<'PromptId'>()
export type PromptId = z.infer<typeof PromptId>

/** A LoRA adapter inside one workspace. */
export const AdapterId = hex128.brand<'AdapterId'>()
export type AdapterId = z.infer<typeof AdapterId>

/** An owner's consent that was asked for: to a look at the log, to openings, or to a look across workspaces. */
export const GrantId = hex128.brand<'GrantId'>()
export type GrantId = z.infer<typeof GrantId>

/** One look across workspaces. */
export const LookId = hex128.brand<'LookId'>()
export type LookId = z.infer<typeof LookId>

/** The destruction of one workspace. */
export const DestructionId = hex128.brand<'DestructionId'>()
export type DestructionId = z.infer<typeof DestructionId>

/** A fresh id of the given kind: `newId(DocumentId)`. */
export function newId<Id>(kind: { parse(value: unknown): Id }): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return kind.parse(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
}
