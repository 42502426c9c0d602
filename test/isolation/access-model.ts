import type { Sharing } from '../../core/contract/workspace/threads.ts'
import type { DocumentId, StaffId, ThreadId } from '../../core/ids.ts'
import type { Role } from '../../core/roles.ts'

/**
 * Who may read what, in as few words as there are, written apart from the code under test and sharing nothing with it
 * but ids. Groups are numbers; a number is never used again.
 */
export class AccessModel {
  roles = new Map<StaffId, Role>()
  groups = new Map<number, Set<StaffId>>()
  documents = new Map<DocumentId, Set<number>>()
  threads = new Map<ThreadId, ModelThread>()

  mayRead(member: StaffId, document: DocumentId): boolean {
    if (this.roles.get(member) !== 'owner' && this.roles.get(member) !== 'member') return false
    for (const group of this.documents.get(document) ?? [])
      if (this.groups.get(group)?.has(member)) return true
    return false
  }

  readableBy(member: StaffId): DocumentId[] {
    return [...this.documents.keys()].filter((document) => this.mayRead(member, document)).sort()
  }

  readersOf(document: DocumentId): StaffId[] {
    return [...this.roles.keys()].filter((member) => this.mayRead(member, document)).sort()
  }

  removeGroup(group: number): void {
    this.groups.delete(group)
    for (const groups of this.documents.values()) groups.delete(group)
    for (const thread of this.threads.values()) thread.groups.delete(group)
  }

  /** Answers that this member sees in a thread: of their own all that are not hidden, of another's the same if shared. */
  shownIn(thread: ThreadId, member: StaffId): number {
    const known = this.threads.get(thread)
    if (!known) return 0
    const reads = this.roles.get(member) !== 'auditor'
    const isShared =
      reads &&
      (known.members.has(member) || [...known.groups].some((group) => this.groups.get(group)?.has(member)))
    if (known.owner !== member && !isShared) return 0
    return known.answers.filter((sources) => sources.every((document) => this.mayRead(member, document)))
      .length
  }

  copy(): AccessModel {
    const copy = new AccessModel()
    copy.roles = new Map(this.roles)
    copy.groups = new Map([...this.groups].map(([group, members]) => [group, new Set(members)]))
    copy.documents = new Map([...this.documents].map(([document, groups]) => [document, new Set(groups)]))
    return copy
  }
}

interface ModelThread {
  owner: StaffId
  /** For each answer the documents of its prompt. */
  answers: DocumentId[][]
  groups: Set<number>
  members: Set<StaffId>
}

/** What a thread is shared with, in the model's own terms. */
export function shareInModel(
  thread: ModelThread,
  { groups, members }: Sharing,
  numberOf: (group: Sharing['groups'][number]) => number,
): void {
  thread.groups = new Set(groups.map(numberOf))
  thread.members = new Set(members)
}
