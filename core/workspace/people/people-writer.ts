import type { Actor } from '../../audit/entry.ts'
import type { Log } from '../../audit/log.ts'
import type { Connection } from '../../database/connection.ts'
import { GroupId, newId, type StaffId } from '../../ids.ts'
import { peopleState } from './access-state.ts'
import type { Role } from '../../roles.ts'
import type { Member } from './people.ts'

/** Changes to members and groups. Each entry carries the hash of the people and groups that result from it. */
export class PeopleWriter {
  readonly #open: () => Connection
  readonly #log: Log
  readonly #actor: Actor

  /** @param open gives the connection as long as changes may be made, and throws afterwards */
  constructor(open: () => Connection, log: Log, actor: Actor) {
    this.#open = open
    this.#log = log
    this.#actor = actor
  }

  get #connection(): Connection {
    return this.#open()
  }

  addMember(member: Member): void {
    this.#insertMember(member)
    this.#log.append({
      type: 'member.added',
      actor: this.#actor,
      outcome: 'done',
      about: { member: member.id, role: member.role, publicKey: hex(member.publicKey) },
      sealed: { name: member.name },
      state: peopleState(this.#connection),
    })
  }

  setRole(member: StaffId, role: Role): void {
    this.#connection.prepare('UPDATE member SET role = ? WHERE id = ?').run(role, member)
    this.#log.append({
      type: 'member.role-changed',
      actor: this.#actor,
      outcome: 'done',
      about: { member, role },
      sealed: {},
      state: peopleState(this.#connection),
    })
  }

  /**
   * Strikes a member, from every group too, and says in the same transaction which key the file is to have from now on:
   * the next to open it changes the key before anything else (`settle-key.ts`).
   */
  removeMember(member: StaffId, keyVersion: number): void {
    const connection = this.#connection
    // Files that waited for the one who leaves are read by nobody any more; what was kept of them stays a document.
    for (const table of ['group_member', 'thread_reader', 'waiting_file'])
      connection.prepare(`DELETE FROM ${table} WHERE member_id = ?`).run(member)
    connection.prepare('DELETE FROM member WHERE id = ?').run(member)
    connection.prepare('UPDATE workspace SET key_version = ?').run(keyVersion)
    this.#log.append({
      type: 'member.left',
      actor: this.#actor,
      outcome: 'done',
      about: { member, keyVersion },
      sealed: {},
      state: peopleState(connection),
    })
  }

  /**
   * Whoever opened the file with the recovery key becomes an owner of it: also a member of it, who brings it back into the
   * firm that had destroyed it.
   */
  addRecoveredOwner({ id, publicKey, name }: Omit<Member, 'role'>): void {
    this.#connection
      .prepare(
        `INSERT INTO member (id, role, public_key, name) VALUES (?, 'owner', ?, ?)
         ON CONFLICT (id) DO UPDATE SET role = excluded.role, public_key = excluded.public_key`,
      )
      .run(id, publicKey, name)
    this.#log.append({
      type: 'workspace.recovered',
      actor: this.#actor,
      outcome: 'done',
      about: { member: id, publicKey: hex(publicKey) },
      sealed: {},
      state: peopleState(this.#connection),
    })
  }

  addGroup(name: string, everyone = false): GroupId {
    const group = newId(GroupId)
    this.#connection
      .prepare('INSERT INTO access_group (id, name, everyone) VALUES (?, ?, ?)')
      .run(group, name, everyone ? 1 : 0)
    this.#log.append({
      type: 'group.added',
      actor: this.#actor,
      outcome: 'done',
      about: { group },
      sealed: { name },
      state: peopleState(this.#connection),
    })
    return group
  }

  renameGroup(group: GroupId, name: string): void {
    this.#connection.prepare('UPDATE access_group SET name = ? WHERE id = ?').run(name, group)
    this.#log.append({
      type: 'group.renamed',
      actor: this.#actor,
      outcome: 'done',
      about: { group },
      sealed: { name },
      state: peopleState(this.#connection),
    })
  }

  /** Removes a group, and takes it from every document, folder and shared thread that lists it. */
  removeGroup(group: GroupId): void {
    for (const table of ['document_group', 'folder_group', 'group_member', 'thread_reader_group'])
      this.#connection.prepare(`DELETE FROM ${table} WHERE group_id = ?`).run(group)
    this.#connection.prepare('DELETE FROM access_group WHERE id = ?').run(group)
    this.#log.append({
      type: 'group.removed',
      actor: this.#actor,
      outcome: 'done',
      about: { group },
      sealed: {},
      state: peopleState(this.#connection),
    })
  }

  join(group: GroupId, member: StaffId): void {
    const { changes } = this.#connection
      .prepare('INSERT OR IGNORE INTO group_member (group_id, member_id) VALUES (?, ?)')
      .run(group, member)
    if (changes > 0) this.#recordMembership('group.joined', group, member)
  }

  leave(group: GroupId, member: StaffId): void {
    const { changes } = this.#connection
      .prepare('DELETE FROM group_member WHERE group_id = ? AND member_id = ?')
      .run(group, member)
    if (changes > 0) this.#recordMembership('group.left', group, member)
  }

  #recordMembership(type: 'group.joined' | 'group.left', group: GroupId, member: StaffId): void {
    this.#log.append({
      type,
      actor: this.#actor,
      outcome: 'done',
      about: { group, member },
      sealed: {},
      state: peopleState(this.#connection),
    })
  }

  #insertMember(member: Member): void {
    this.#connection
      .prepare('INSERT INTO member (id, role, public_key, name) VALUES (?, ?, ?, ?)')
      .run(member.id, member.role, member.publicKey, member.name)
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
