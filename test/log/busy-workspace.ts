import { copyFileSync, readFileSync } from 'node:fs'
import type { GroupId, DocumentId } from '../../core/ids.ts'
import { type BuiltMember, BuiltWorkspace, addDocument, builtMember, everyone } from '../builders.ts'

/**
 * A workspace with two moments. Earlier: Mia is in the group "partners", and the memo is for everyone. Now: she has
 * left, the memo is for partners, Nina has come, and the log has grown by some pages. Both were anchored.
 */
export interface BusyWorkspace {
  readonly workspace: BuiltWorkspace
  readonly mia: BuiltMember
  readonly nina: BuiltMember
  readonly partners: GroupId
  readonly memo: DocumentId
  readonly lease: DocumentId
  /** The file and the anchor as they were earlier. */
  readonly earlier: { bytes: Uint8Array; anchorNote: string | null; size: number }
  /** Entries in the log now. */
  readonly size: number
  /** Puts file and anchor to where they are now, undoing whatever a test did. */
  restore(): void
}

export async function busyWorkspace(folder: string): Promise<BusyWorkspace> {
  const workspace = new BuiltWorkspace(folder)
  const [mia, nina] = [builtMember('Mia Member', 'member'), builtMember('Nina New', 'member')]
  const scope = await workspace.open()
  const all = everyone(scope)
  const partners = scope.write(({ people }) => {
    const group = people.addGroup('partners')
    people.addMember(mia)
    for (const member of [workspace.owner, mia]) people.join(group, member.id)
    people.join(all, mia.id)
    return group
  })
  const memo = addDocument(scope, { title: 'Memo', pages: ['The merger is called Nightjar.'], groups: [all] })
  const lease = addDocument(scope, { title: 'Lease', pages: ['The rent is due in May.'], groups: [all] })
  list(scope, 30)
  workspace.anchor(scope)
  const earlierSize = scope.log.size
  workspace.close()
  const earlier = {
    bytes: readFileSync(workspace.file),
    anchorNote: workspace.anchorNote,
    size: earlierSize,
  }

  const later = await workspace.open()
  later.write(({ people, documents }) => {
    people.leave(partners, mia.id)
    people.addMember(nina)
    documents.setGroups(memo, [partners])
  })
  // Beyond the stretch of which one checkpoint is kept: the earlier one stays in the file.
  list(later, 300)
  workspace.anchor(later)
  const { size } = later.log
  workspace.close()
  const copy = `${workspace.file}.now`
  copyFileSync(workspace.file, copy)
  const now = workspace.anchorNote
  return {
    workspace,
    mia,
    nina,
    partners,
    memo,
    lease,
    earlier,
    size,
    restore() {
      workspace.close()
      copyFileSync(copy, workspace.file)
      workspace.anchorNote = now
    },
  }
}

type Scope = Awaited<ReturnType<BuiltWorkspace['open']>>

/** Entries of no consequence. */
export function list(scope: Scope, times: number): void {
  for (let time = 0; time < times; time += 1)
    scope.write((writer) =>
      writer.record({ type: 'documents.listed', outcome: 'done', about: {}, sealed: { count: time } }),
    )
}
