import { Entry } from '../../audit/entry.ts'
import type { AccessSnapshot } from '../../audit/event.ts'
import { firstSince } from '../../audit/first-since.ts'
import type { Connection } from '../../database/connection.ts'
import type { DocumentId } from '../../ids.ts'
import type { LogReader } from '../log-reader.ts'
import { AccessProjection } from './access-projection.ts'
import { accessInTables } from './access-state.ts'
import { PeopleReader } from './people.ts'

/** Members, roles, groups and document access at one moment, and what people and groups were called then. */
export interface KnownAccess {
  snapshot: AccessSnapshot
  /** By id of a member or a group; an id that is not in it has no name that this member may see. */
  names: ReadonlyMap<string, string>
}

/** A moment in the life of one document's access, from the log. */
export interface DocumentChange {
  seq: number
  /** Unix time in milliseconds. */
  atMs: number
  type: 'document.added' | 'document.regrouped' | 'document.deleted'
}

const documentKinds = ['document.added', 'document.regrouped', 'document.deleted'] as const

/** Entries whose sealed name says what a person or a group is called from then on. */
const namesIn = { 'member.added': 'member', 'group.added': 'group', 'group.renamed': 'group' } as const
const naming = new RegExp(`"type":"(?:${Object.keys(namesIn).join('|').replaceAll('.', '\\.')})"`)

/**
 * The structure of access, for those who oversee it: the whole of it, by id, also what the caller could not open. It
 * holds no title, and names for an owner alone.
 */
export class AccessReader {
  readonly #connection: Connection
  readonly #log: LogReader

  constructor(connection: Connection, log: LogReader) {
    this.#connection = connection
    this.#log = log
  }

  /** As the tables have it. They are what the log adds up to (A2). */
  now(): KnownAccess {
    const people = new PeopleReader(this.#connection)
    const names = [...people.members(), ...people.groups()].map(({ id, name }) => [id, name] as const)
    return { snapshot: accessInTables(this.#connection), names: new Map(this.#isOwner() ? names : []) }
  }

  /** As it was after the last entry of that time (Unix, ms) or before: the log, folded up to there. */
  at(timeMs: number): KnownAccess {
    const end = firstSince(this.#connection, timeMs + 1, this.#log.size())
    const projection = new AccessProjection()
    const named = new Map<string, Entry>()
    const leaves = this.#connection.prepare<{ leaf: string }>(
      'SELECT leaf FROM main.entry WHERE seq < ? ORDER BY seq',
    )
    for (const { leaf } of leaves.iterate(end)) {
      projection.add(leaf)
      if (!naming.test(leaf)) continue
      const entry = Entry.parse(JSON.parse(leaf))
      const kind = Object.entries(namesIn).find(([type]) => type === entry.type)?.[1]
      const id = kind && entry.about[kind]
      if (typeof id === 'string') named.set(id, entry)
    }
    return { snapshot: projection.snapshot(), names: this.#opened(named) }
  }

  /** When one document came, was given to other groups, and went; none for what never was here. */
  changesOf(document: DocumentId): DocumentChange[] {
    return this.#connection
      .prepare<{ leaf: string }>('SELECT leaf FROM main.entry WHERE leaf LIKE ? ORDER BY seq')
      .all(`%"document":"${document}"%`)
      .flatMap(({ leaf }) => {
        const { seq, at: atMs, type, about } = Entry.parse(JSON.parse(leaf))
        const kind = documentKinds.find((one) => one === type)
        return kind && about['document'] === document ? [{ seq, atMs, type: kind }] : []
      })
  }

  /** Names as they were sealed; those of people who came by the recovery key stand in the table alone. */
  #opened(named: ReadonlyMap<string, Entry>): Map<string, string> {
    const names = new Map<string, string>()
    if (!this.#isOwner()) return names
    for (const { id, name } of new PeopleReader(this.#connection).members()) names.set(id, name)
    for (const [id, entry] of named) {
      const opening = this.#log.openings(entry)['name']
      if (opening && 'value' in opening && typeof opening.value === 'string') names.set(id, opening.value)
    }
    return names
  }

  #isOwner(): boolean {
    return new PeopleReader(this.#connection).isOwner()
  }
}
