import { AcrossQuestion, type AcrossResult } from '../../contract/across.ts'
import type { acrossWorkspaceMethods } from '../../contract/workspace/across.ts'
import { BulkheadError } from '../../errors.ts'
import { GrantId, type LookId, newId, WorkspaceId } from '../../ids.ts'
import { type AgeIdentity, encryptTo, newAgeIdentity } from '../../keys/age.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import { passageReference } from '../../search/passage-reference.ts'
import { search } from '../../search/search.ts'
import type { AcrossGrant } from '../../workspace/consent/consent-reader.ts'
import type { Call } from '../serve.ts'
import type { Tools } from '../tools.ts'

const hourMs = 3_600_000
const grantHours = 24
/** Passages that a look brings from each workspace. */
const hitsEach = 10

interface Consent {
  consent: 'allowed' | 'own' | 'granted'
  grant: GrantId | null
}

export function acrossHandlers(tools: Tools): HandlersOf<typeof acrossWorkspaceMethods, Call> {
  let identity: Promise<AgeIdentity> | undefined
  const own = async () => await (identity ??= newAgeIdentity())
  return {
    'across.key': async () => ({ recipient: (await own()).recipient }),

    'across.search': async ({ look, sealed, recipient, confirmed }, call) => {
      const { access, signal } = call
      const { query, reason } = parse(await (await own()).open(sealed))
      consentTo(call, { look, reason, confirmed })
      const hits = await search({
        reader: access.reader,
        embedder: await tools.models.searchEmbedder(access.reader),
        query,
        limit: hitsEach,
        mode: 'fused',
        signal,
      })
      // A consent for one look may have been used, or the setting changed, while this one searched.
      const consent = consentTo(call, { look, reason, confirmed })
      access.write((writer) =>
        writer.record({
          type: 'across.searched',
          outcome: 'done',
          about: { look, ...consent },
          sealed: { reason, query, passages: hits.map(passageReference) },
          sources: [...new Set(hits.map((hit) => hit.document))],
        }),
      )
      const result = new TextEncoder().encode(JSON.stringify({ hits } satisfies AcrossResult))
      try {
        return { sealed: await encryptTo(recipient, result) }
      } finally {
        result.fill(0)
      }
    },

    'across.list': (_input, { access }) => {
      const { consent, people } = access.reader
      const names = new Map(people.members().map(({ id, name }) => [id, name]))
      return {
        setting: consent.across(),
        nowMs: consent.nowMs(),
        requests: consent
          .acrossGrants()
          .map(({ askedSeq, ...grant }) => ({
            ...grant,
            staffName: names.get(grant.staff) ?? 'Somebody who is gone',
            reason: consent.reasonAt(askedSeq),
          }))
          .reverse(),
      }
    },

    'across.set': ({ setting }, { access }) => {
      access.write((writer) =>
        writer.record({ type: 'across.set', outcome: 'done', about: { setting }, sealed: {} }),
      )
      return {}
    },

    'across.grant': ({ grant: id }, call) => {
      const { grant, staff } = find(call, id, ['waiting'])
      const { consent } = call.access.reader
      const expiresMs = consent.nowMs() + grantHours * hourMs
      call.access.write((writer) =>
        writer.record({
          type: 'across.granted',
          outcome: 'done',
          about: { grant, staff, expiresMs },
          sealed: {},
        }),
      )
      return {}
    },

    'across.decline': ({ grant: id }, call) => {
      const { grant, staff } = find(call, id, ['waiting', 'live'])
      call.access.write((writer) =>
        writer.record({ type: 'across.declined', outcome: 'done', about: { grant, staff }, sealed: {} }),
      )
      return {}
    },
  }
}

/**
 * What this workspace's owners have decided about this look. A refusal is in the log before it is said; a member who may
 * only look with consent has asked for it by that.
 *
 * @throws BulkheadError `refused`
 */
function consentTo(
  { access, scope }: Call,
  { look, reason, confirmed }: { look: LookId; reason: string; confirmed: boolean },
): Consent {
  const { consent } = access.reader
  switch (consent.across()) {
    case 'allow':
      return { consent: 'allowed', grant: null }
    case 'never':
      return refuse('never', 'Its owners let nobody look across clients here.')
    case 'ask': {
      if (scope.role === 'owner')
        return confirmed
          ? { consent: 'own', grant: null }
          : refuse('not-confirmed', 'You own this client: confirm that you consent to this look.')
      const mine = consent.acrossGrants().filter(({ staff }) => staff === scope.member)
      const live = mine.find(({ state }) => state === 'live')
      if (live) return { consent: 'granted', grant: live.grant }
      const isAsked = mine.some(({ state }) => state === 'waiting')
      return refuse(
        'not-granted',
        isAsked
          ? 'An owner of this client has not answered your request yet.'
          : 'An owner of this client has to consent to each look. They have been asked; look again when they have.',
        !isAsked,
      )
    }
  }

  function refuse(code: string, sentence: string, isAsking = false): never {
    const { member } = scope
    access.write((writer) => {
      if (isAsking)
        writer.record({
          type: 'across.asked',
          outcome: 'done',
          about: { grant: newId(GrantId), staff: member },
          sealed: { reason },
        })
      writer.record({
        type: 'across.refused',
        outcome: 'refused',
        about: { look, workspace: WorkspaceId.parse(scope.log.id), staff: member, code },
        sealed: {},
      })
    })
    throw new BulkheadError('refused', sentence)
  }
}

function find({ access }: Call, id: GrantId, states: readonly AcrossGrant['state'][]): AcrossGrant {
  const found = access.reader.consent.acrossGrants().find(({ grant }) => grant === id)
  if (!found) throw new BulkheadError('not-found', 'There is no such request.')
  if (!states.includes(found.state))
    throw new BulkheadError('bad-input', 'This request was answered, or used, already.')
  return found
}

function parse(bytes: Uint8Array): AcrossQuestion {
  try {
    const parsed = AcrossQuestion.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
    if (parsed.success) return parsed.data
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  } finally {
    bytes.fill(0)
  }
  throw new BulkheadError('bad-input', 'The question was not understood. Give a question and a reason.')
}
