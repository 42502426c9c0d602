import type { NamedOpenings } from '../../audit/event.ts'
import type { openingsMethods } from '../../contract/workspace/openings.ts'
import { BulkheadError } from '../../errors.ts'
import { GrantId, newId } from '../../ids.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { Access } from '../../workspace/access.ts'
import type { OpeningsGrant } from '../../workspace/consent/consent-reader.ts'
import type { Call } from '../serve.ts'

const hourMs = 3_600_000
const mostWaiting = 20

export const openingsHandlers: HandlersOf<typeof openingsMethods, Call> = {
  'openings.ask': ({ entries, reason }, { access, scope }) => {
    const { consent, log } = access.reader
    const waiting = consent
      .openingsGrants()
      .filter(({ auditor, state }) => auditor === scope.member && state === 'waiting').length
    if (waiting >= mostWaiting)
      throw new BulkheadError('bad-input', 'You have 20 requests waiting. Wait until an owner has answered.')
    const wanted = [...new Set(entries)].sort((a, b) => a - b)
    if (wanted.some((seq) => seq >= log.size()))
      throw new BulkheadError('not-found', 'There is no such entry in this log.')
    if (wanted.every((seq) => Object.keys(log.entry(seq).entry.sealed).length === 0))
      throw new BulkheadError('bad-input', 'Nothing is sealed in these entries.')
    const grant = newId(GrantId)
    access.write((writer) =>
      writer.record({
        type: 'openings.asked',
        outcome: 'done',
        about: { grant, auditor: scope.member, entries: wanted },
        sealed: { reason },
      }),
    )
    return { grant }
  },

  'openings.list': (_input, { access, scope }) => {
    endOverdue(access)
    const { consent, people } = access.reader
    const names = new Map(people.members().map(({ id, name }) => [id, name]))
    const { role, member } = scope
    return {
      nowMs: consent.nowMs(),
      requests: consent
        .openingsGrants()
        .filter(({ auditor }) => role === 'owner' || auditor === member)
        .map(({ named, askedSeq, isOverdue: _isOverdue, ...grant }) => ({
          ...grant,
          auditorName: names.get(grant.auditor) ?? 'Somebody who is gone',
          reason: consent.reasonAt(askedSeq),
          opened: fieldsIn(named),
        }))
        .reverse(),
    }
  },

  'openings.grant': ({ grant: id, hours }, { access }) => {
    const { grant, auditor, entries } = find(access, id, 'waiting')
    const named = ownOpenings(access, entries)
    if (named.length === 0)
      throw new BulkheadError(
        'bad-input',
        'You can read none of what was asked for yourself, so you cannot open it. Another owner may.',
      )
    const expiresMs = access.reader.consent.nowMs() + hours * hourMs
    access.write((writer) =>
      writer.record({
        type: 'openings.granted',
        outcome: 'done',
        about: { grant, auditor, named, expiresMs },
        sealed: {},
      }),
    )
    return { opened: fieldsIn(named) }
  },

  'openings.refuse': ({ grant: id }, { access }) => {
    const { grant, auditor } = find(access, id, 'waiting')
    access.write((writer) =>
      writer.record({ type: 'openings.refused', outcome: 'done', about: { grant, auditor }, sealed: {} }),
    )
    return {}
  },

  'openings.revoke': ({ grant: id }, { access }) => {
    const { grant, auditor } = find(access, id, 'live')
    access.write((writer) =>
      writer.record({ type: 'openings.revoked', outcome: 'done', about: { grant, auditor }, sealed: {} }),
    )
    return {}
  },
}

/** What this owner can read of the entries: a grant passes on no more than whoever gives it has. */
function ownOpenings({ reader: { log } }: Access, entries: readonly number[]): NamedOpenings {
  return entries.flatMap((seq) => {
    const openings = log.openings(log.entry(seq).entry)
    const fields = Object.keys(openings).filter((field) => 'value' in (openings[field] ?? {}))
    return fields.length === 0 ? [] : [{ seq, fields: fields.sort() }]
  })
}

function find({ reader: { consent } }: Access, id: GrantId, state: OpeningsGrant['state']): OpeningsGrant {
  const found = consent.openingsGrants().find(({ grant }) => grant === id)
  if (!found) throw new BulkheadError('not-found', 'There is no such request.')
  if (found.state !== state)
    throw new BulkheadError(
      'bad-input',
      state === 'waiting' ? 'This request was answered already.' : 'This grant has ended already.',
    )
  return found
}

/** Grants whose time is over open nothing from that moment on; the log says so once somebody looks. */
function endOverdue(access: Access): void {
  const overdue = access.reader.consent.openingsGrants().filter(({ isOverdue }) => isOverdue)
  if (overdue.length === 0) return
  access.write((writer) => {
    for (const { grant, auditor } of overdue)
      writer.record({ type: 'openings.expired', outcome: 'done', about: { grant, auditor }, sealed: {} })
  })
}

function fieldsIn(named: NamedOpenings): number {
  return named.reduce((sum, { fields }) => sum + fields.length, 0)
}
