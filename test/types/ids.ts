import {
  AnswerId,
  DocumentId,
  FirmId,
  GroupId,
  newId,
  StaffId,
  ThreadId,
  WorkspaceId,
} from '../../core/ids.ts'

/* S1, S3: an id of one kind is not taken for one of another kind, nor is a raw string. Compiled, never run. */

/** Controls. */
export const document: DocumentId = newId(DocumentId)
export const parsed: GroupId = GroupId.parse('0f8c1d2e3a4b5c6d7e8f901234567890')
/** An id may be shown: it is a string, but no string is an id. */
export const shown: string = document

// @ts-expect-error a raw string
export const raw: DocumentId = '0f8c1d2e3a4b5c6d7e8f901234567890'
// @ts-expect-error a group is not a document
export const group: DocumentId = newId(GroupId)
// @ts-expect-error a workspace is not a document
export const workspace: DocumentId = newId(WorkspaceId)
// @ts-expect-error a document is not a workspace
export const tenant: WorkspaceId = newId(DocumentId)
// @ts-expect-error a person is not a group
export const person: GroupId = newId(StaffId)
// @ts-expect-error a firm is not a workspace
export const firm: WorkspaceId = newId(FirmId)
// @ts-expect-error an answer is not a thread
export const answer: ThreadId = newId(AnswerId)
// @ts-expect-error a thread is not a person
export const thread: StaffId = newId(ThreadId)
