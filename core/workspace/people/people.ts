import type { Connection } from '../../database/connection.ts'
import { GroupId, StaffId } from '../../ids.ts'
import { Role } from '../../roles.ts'

export interface Member {
  id: StaffId
  name: string
  role: Role
  /** X25519, 32 bytes, as pinned in this workspace. */
  publicKey: Uint8Array
}

export interface Group {
  id: GroupId
  name: string
  /** The group that every member is put into. */
  everyone: boolean
  members: StaffId[]
}

/** Members and groups of the workspace. */
export class PeopleReader {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  members(): Member[] {
    return this.#connection
      .prepare<{ id: string; name: string; role: string; public_key: Uint8Array }>(
        'SELECT id, name, role, public_key FROM main.member ORDER BY id',
      )
      .all()
      .map((row) => ({
        id: StaffId.parse(row.id),
        name: row.name,
        role: Role.parse(row.role),
        publicKey: row.public_key,
      }))
  }

  member(id: StaffId): Member | null {
    return this.members().find((member) => member.id === id) ?? null
  }

  /** Whether the member is an owner. */
  isOwner(): boolean {
    const row = this.#connection
      .prepare<{ role: string }>('SELECT role FROM temp.me JOIN main.member ON member.id = me.member_id')
      .get()
    return row?.role === 'owner'
  }

  /** The groups that the member reads as: those they are in, and none for an auditor. */
  ownGroups(): Pick<Group, 'id' | 'name'>[] {
    return this.#connection
      .prepare<{ id: string; name: string }>(
        `SELECT access_group.id, access_group.name
         FROM temp.me
         JOIN main.member ON member.id = me.member_id AND member.role IN ('owner', 'member')
         JOIN main.group_member ON group_member.member_id = member.id
         JOIN main.access_group ON access_group.id = group_member.group_id
         ORDER BY access_group.name`,
      )
      .all()
      .map(({ id, name }) => ({ id: GroupId.parse(id), name }))
  }

  /** Counts the keys that this file has had, from 1. */
  keyVersion(): number {
    const row = this.#connection
      .prepare<{ key_version: number }>('SELECT key_version FROM main.workspace')
      .get()
    return row?.key_version ?? 1
  }

  groups(): Group[] {
    const members = this.#connection
      .prepare<{ group_id: string; member_id: string }>(
        'SELECT group_id, member_id FROM main.group_member ORDER BY group_id, member_id',
      )
      .all()
    return this.#connection
      .prepare<{ id: string; name: string; everyone: number }>(
        'SELECT id, name, everyone FROM main.access_group ORDER BY id',
      )
      .all()
      .map((row) => ({
        id: GroupId.parse(row.id),
        name: row.name,
        everyone: row.everyone === 1,
        members: members.filter((one) => one.group_id === row.id).map((one) => StaffId.parse(one.member_id)),
      }))
  }
}
