import { type AccessChange, accessLoss } from '../../access/access-change.ts'
import { groupNamed } from '../../access/add-member.ts'
import { folderReaders } from '../../access/folder-readers.ts'
import { readableBy, readersOf } from '../../access/who-can-read.ts'
import type { accessMethods } from '../../contract/workspace/access.ts'
import type { ParsedInputOf } from '../../contract/method.ts'
import { BulkheadError } from '../../errors.ts'
import type { DocumentId, GroupId } from '../../ids.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { DocumentChange, KnownAccess } from '../../workspace/people/access-reader.ts'
import type { Reader } from '../../workspace/reader.ts'
import type { Call } from '../serve.ts'

export const accessHandlers: HandlersOf<typeof accessMethods, Call> = {
  'documents.readers': ({ document, at }, { access }) => {
    const { reader } = access
    const changes = reader.access.changesOf(document)
    if (changes.length === 0) throw new BulkheadError('not-found', 'There is no such document here.')
    const known = at === null ? reader.access.now() : reader.access.at(at)
    access.write((writer) =>
      writer.record({
        type: 'document.readers-shown',
        outcome: 'done',
        about: { document },
        sealed: { at },
      }),
    )
    const there = known.snapshot.documents.find((one) => one.document === document)
    return {
      title: reader.documents.title(document),
      state: there ? 'there' : absence(changes, at),
      changes,
      groups: (there?.groups ?? []).map((group) => named(known, group)),
      readers: readersOf(known.snapshot, document).flatMap(({ member, by }) => {
        const person = known.snapshot.members.find((one) => one.member === member)
        return person ? [{ member, name: nameOf(known, member), role: person.role, by }] : []
      }),
    }
  },

  'members.readable': ({ member, at, group, offset, limit }, { access }) => {
    const { reader } = access
    const known = at === null ? reader.access.now() : reader.access.at(at)
    const person = known.snapshot.members.find((one) => one.member === member)
    const name = nameOf(known, member)
    if (!person && !reader.people.member(member) && name === null)
      throw new BulkheadError('not-found', 'There is no such person here.')
    const all = readableBy(known.snapshot, member)
    const list = group === null ? all : all.filter(({ by }) => by.includes(group))
    access.write((writer) =>
      writer.record({ type: 'member.readable-shown', outcome: 'done', about: { member }, sealed: { at } }),
    )
    return {
      name,
      role: person?.role ?? null,
      groups: known.snapshot.groups
        .filter(({ members }) => members.includes(member))
        .map((one) => ({
          ...named(known, one.group),
          documents: all.filter(({ by }) => by.includes(one.group)).length,
        })),
      count: all.length,
      listed: list.length,
      documents: byTitle(reader, list).slice(offset, offset + limit),
    }
  },

  'folders.readers': ({ folder }, { access }) => {
    const { reader } = access
    const documents = reader.documents.inFolder(folder)
    if (documents.length === 0) throw new BulkheadError('not-found', 'There is no such folder here.')
    const known = reader.access.now()
    access.write((writer) =>
      writer.record({
        type: 'folder.readers-shown',
        outcome: 'done',
        about: {},
        sealed: { path: folder },
        sources: documents,
      }),
    )
    return {
      documents: documents.length,
      readers: folderReaders(known.snapshot, documents).flatMap((one) => {
        const person = reader.people.member(one.member)
        return person ? [{ ...one, name: person.name, role: person.role }] : []
      }),
    }
  },

  'access.preview': ({ change }, { access }) => accessLoss(access.reader, asked(access.reader, change)),
}

/** A document that is not there came later, or went before. A log that goes on from damage may have lost it as well. */
function absence(changes: readonly DocumentChange[], at: number | null): 'not-yet' | 'deleted' {
  const [first] = changes
  return at !== null && first && first.atMs > at ? 'not-yet' : 'deleted'
}

function nameOf({ names }: KnownAccess, id: string): string | null {
  return names.get(id) ?? null
}

function named(known: KnownAccess, group: GroupId): { group: GroupId; name: string | null } {
  return { group, name: nameOf(known, group) }
}

const inWords = new Intl.Collator('en', { numeric: true })

function byTitle<Row extends { document: DocumentId }>(
  reader: Reader,
  rows: readonly Row[],
): (Row & { title: string | null })[] {
  const titles = new Map(reader.documents.list().map(({ id, title }) => [id, title]))
  return rows
    .map((row) => ({ ...row, title: titles.get(row.document) ?? null }))
    .sort((one, other) => {
      if (one.title === null || other.title === null)
        return Number(one.title === null) - Number(other.title === null)
      return inWords.compare(one.title, other.title)
    })
}

type Asked = ParsedInputOf<(typeof accessMethods)['access.preview']>['change']

function asked(reader: Reader, change: Asked): AccessChange {
  if (change.kind !== 'regrouped' && change.kind !== 'folder-regrouped') return change
  return {
    kind: 'regrouped',
    documents: change.kind === 'regrouped' ? change.documents : reader.documents.inFolder(change.folder),
    groups: change.groups.map((name) => groupNamed({ reader }, name)),
  }
}
