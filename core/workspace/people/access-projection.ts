import { z } from 'zod'
import { canonicalJson } from '../../audit/canonical-json.ts'
import { Entry } from '../../audit/entry.ts'
import { type AccessSnapshot, type EventType, events } from '../../audit/event.ts'
import type { DocumentId, FolderId, GroupId, StaffId, ThreadId } from '../../ids.ts'

/** Types that say something of access; only their leaves are parsed. */
const kinds = [
  'member.added',
  'member.role-changed',
  'member.left',
  'workspace.recovered',
  'group.added',
  'group.removed',
  'group.joined',
  'group.left',
  'document.added',
  'document.regrouped',
  'document.deleted',
  'folder.regrouped',
  'folder.emptied',
  'thread.shared',
  'thread.unshared',
  'thread.deleted',
  'log.continued',
] as const satisfies readonly EventType[]
const mark = new RegExp(`"type":"(?:${kinds.map((kind) => kind.replace('.', '\\.')).join('|')})"`)

/** Folds the leaves of a log into the access that they add up to (A2). */
export class AccessProjection {
  #members = new Map<StaffId, AccessSnapshot['members'][number]>()
  #groups = new Map<GroupId, Set<StaffId>>()
  #documents = new Map<DocumentId, GroupId[]>()
  #folders = new Map<FolderId, GroupId[]>()
  #threads = new Map<ThreadId, { groups: GroupId[]; members: StaffId[] }>()

  /**
   * @param leaf canonical JSON of an entry, in the order of the log. One that cannot be read says nothing of access: it
   * is damage, which the check of the log reports.
   */
  add(leaf: string): void {
    if (!mark.test(leaf)) return
    try {
      const entry = Entry.parse(JSON.parse(leaf))
      const kind = kinds.find((one) => one === entry.type)
      if (kind) this.#apply(kind, entry)
    } catch (error) {
      if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error
    }
  }

  #apply(kind: (typeof kinds)[number], entry: Entry): void {
    switch (kind) {
      case 'member.added': {
        const about = events[kind].about.parse(entry.about)
        this.#members.set(about.member, about)
        return
      }
      case 'member.role-changed': {
        const { member, role } = events[kind].about.parse(entry.about)
        const known = this.#members.get(member)
        if (known) this.#members.set(member, { ...known, role })
        return
      }
      case 'member.left': {
        const { member } = events[kind].about.parse(entry.about)
        this.#members.delete(member)
        for (const members of this.#groups.values()) members.delete(member)
        for (const [thread, { groups, members }] of this.#threads)
          this.#threads.set(thread, { groups, members: members.filter((one) => one !== member) })
        return
      }
      case 'workspace.recovered': {
        const about = events[kind].about.parse(entry.about)
        this.#members.set(about.member, { ...about, role: 'owner' })
        return
      }
      case 'group.added': {
        this.#groups.set(events[kind].about.parse(entry.about).group, new Set())
        return
      }
      case 'group.removed': {
        this.#removeGroup(events[kind].about.parse(entry.about).group)
        return
      }
      case 'group.joined': {
        const about = events[kind].about.parse(entry.about)
        this.#groups.get(about.group)?.add(about.member)
        return
      }
      case 'group.left': {
        const about = events[kind].about.parse(entry.about)
        this.#groups.get(about.group)?.delete(about.member)
        return
      }
      case 'document.added':
      case 'document.regrouped': {
        const about = events[kind].about.parse(entry.about)
        this.#documents.set(about.document, [...about.groups].sort())
        return
      }
      case 'document.deleted': {
        this.#documents.delete(events[kind].about.parse(entry.about).document)
        return
      }
      case 'folder.regrouped': {
        const { folder, groups } = events[kind].about.parse(entry.about)
        this.#folders.set(folder, [...groups].sort())
        return
      }
      case 'folder.emptied': {
        this.#folders.delete(events[kind].about.parse(entry.about).folder)
        return
      }
      case 'thread.shared': {
        const { thread, groups, members } = events[kind].about.parse(entry.about)
        this.#threads.set(thread, { groups: [...groups].sort(), members: [...members].sort() })
        return
      }
      case 'thread.unshared':
      case 'thread.deleted': {
        this.#threads.delete(events[kind].about.parse(entry.about).thread)
        return
      }
      case 'log.continued': {
        const { access } = events[kind].about.parse(entry.about)
        this.#members = new Map(access.members.map((one) => [one.member, one]))
        this.#groups = new Map(access.groups.map((one) => [one.group, new Set(one.members)]))
        this.#documents = new Map(access.documents.map((one) => [one.document, one.groups]))
        this.#folders = new Map(access.folders.map((one) => [one.folder, one.groups]))
        this.#threads = new Map(access.threads.map(({ thread, ...shared }) => [thread, shared]))
      }
    }
  }

  #removeGroup(group: GroupId): void {
    this.#groups.delete(group)
    for (const [document, groups] of this.#documents)
      if (groups.includes(group))
        this.#documents.set(
          document,
          groups.filter((one) => one !== group),
        )
    for (const [folder, groups] of this.#folders)
      this.#folders.set(
        folder,
        groups.filter((one) => one !== group),
      )
    for (const [thread, { groups, members }] of this.#threads)
      this.#threads.set(thread, { groups: groups.filter((one) => one !== group), members })
  }

  snapshot(): AccessSnapshot {
    return {
      members: [...this.#members.values()].sort((a, b) => compare(a.member, b.member)),
      groups: [...this.#groups]
        .map(([group, members]) => ({ group, members: [...members].sort(compare) }))
        .sort((a, b) => compare(a.group, b.group)),
      documents: [...this.#documents]
        .map(([document, groups]) => ({ document, groups }))
        .sort((a, b) => compare(a.document, b.document)),
      folders: [...this.#folders]
        .map(([folder, groups]) => ({ folder, groups }))
        .filter(({ groups }) => groups.length > 0)
        .sort((a, b) => compare(a.folder, b.folder)),
      threads: [...this.#threads]
        .map(([thread, shared]) => ({ thread, ...shared }))
        .filter(({ groups, members }) => groups.length + members.length > 0)
        .sort((a, b) => compare(a.thread, b.thread)),
    }
  }

  equals(tables: AccessSnapshot): boolean {
    return canonicalJson(this.snapshot()) === canonicalJson(tables)
  }
}

/** By code unit, as SQLite's BINARY collation orders hex digits. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
