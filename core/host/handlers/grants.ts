import { encryptTo, ageRecipient } from '../../keys/age.ts'
import type { Caller } from '../../contract/caller.ts'
import type { DeskContract } from '../../contract/desk.ts'
import type { Grant, GrantLevel } from '../../contract/grants.ts'
import type { workspaceGrantMethods } from '../../contract/workspace/grants.ts'
import { BulkheadError } from '../../errors.ts'
import { type ExportPlan, planExport } from '../../export/export-plan.ts'
import { MemoryOutput } from '../../export/memory-output.ts'
import type { Log } from '../../audit/log.ts'
import type { GrantId } from '../../ids.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { Call } from '../serve.ts'
import { exporting, type Signing } from './export.ts'

const hourMs = 3_600_000
/** Of a bundle that is released: it is made in memory. */
const mostBytes = 32 * 1024 * 1024

/** Main's desk, which says nothing unasked. */
export type Desk = Caller<DeskContract, Record<string, never>>

export function grantHandlers(desk: Desk, signing: Signing): HandlersOf<typeof workspaceGrantMethods, Call> {
  const find = async (id: GrantId): Promise<{ asked: Grant; nowMs: number }> => {
    const { grants, nowMs } = await desk.call('grants.list', {})
    const asked = grants.find(({ grant }) => grant === id)
    if (!asked) throw new BulkheadError('not-found', 'There is no such request.')
    return { asked, nowMs }
  }
  return {
    'grants.list': async () => await desk.call('grants.list', {}),

    'grants.preview': async ({ grant, ...part }, { access, scope, signal }) => {
      const asked = narrowed((await find(grant)).asked, part)
      const previewExport = await exporting.preview()
      return await previewExport({
        access,
        log: scope.log,
        plan: planOf(scope.log, asked, asked.redacted ? 'full' : 'redacted'),
        signal,
        onProgress: () => undefined,
      })
    },

    'grants.approve': async ({ grant, hours, level: most, ...part }, call) => {
      const { asked, nowMs } = await find(grant)
      if (asked.state !== 'waiting')
        throw new BulkheadError('bad-input', 'This request was answered, or withdrawn, already.')
      const expiresMs = nowMs + hours * hourMs
      if (most === 'full' && asked.level !== 'full') throw wider()
      await release(call, {
        desk,
        signing,
        asked: narrowed(asked, part),
        level: 'redacted',
        most: most ?? asked.level,
        expiresMs,
        reason: '',
      })
      return {}
    },

    'grants.approveFull': async ({ grant, reason }, call) => {
      const { asked } = await find(grant)
      const { state, level, full, expiresMs } = asked
      if (state !== 'live' || expiresMs === null)
        throw new BulkheadError(
          'refused',
          'Full text is a second approval: release the redacted log first, and it has to be live.',
        )
      if (level !== 'full' || full)
        throw new BulkheadError(
          'bad-input',
          full ? 'Full text is released already.' : 'Full text was not asked for.',
        )
      await release(call, { desk, signing, asked, level: 'full', most: 'full', expiresMs, reason })
      return {}
    },

    'grants.refuse': async ({ grant }, { access }) => {
      const { asked } = await find(grant)
      await desk.call('grants.refuse', { grant })
      access.write((writer) =>
        writer.record({ type: 'grant.refused', outcome: 'done', about: aboutOf(asked), sealed: {} }),
      )
      return {}
    },

    'grants.revoke': async ({ grant }, { access }) => {
      const { asked } = await find(grant)
      await desk.call('grants.revoke', { grant })
      access.write((writer) =>
        writer.record({ type: 'grant.revoked', outcome: 'done', about: aboutOf(asked), sealed: {} }),
      )
      return {}
    },
  }
}

interface Release {
  desk: Desk
  signing: Signing
  asked: Grant
  level: GrantLevel
  /** The most that the grant can ever release. */
  most: GrantLevel
  expiresMs: number
  reason: string
}

/**
 * The entry first, then the bundle, in memory, encrypted to the key that the operator asked with; then main has it. What
 * does not get that far is in the log as failed, and nobody has anything.
 */
async function release(
  call: Call,
  { desk, signing, asked, level, most, expiresMs, reason }: Release,
): Promise<void> {
  const { access, scope, signal } = call
  const plan = planOf(scope.log, asked, level)
  const { from, to } = plan
  const about = { ...aboutOf(asked), from, to, expiresMs }
  const record = (outcome: 'done' | 'failed') =>
    access.write((writer) =>
      level === 'full'
        ? writer.record({ type: 'grant.full-given', outcome, about, sealed: { reason } })
        : writer.record({
            type: 'grant.given',
            outcome,
            about: { ...about, ...(most === asked.level ? {} : { level: most }) },
            sealed: {},
          }),
    )
  const { publicKey } = await desk.call('grants.recipient', { grant: asked.grant })
  record('done')
  const output = new MemoryOutput(mostBytes)
  try {
    const exportLog = await exporting.log()
    await exportLog({
      access,
      log: scope.log,
      plan,
      output,
      since: null,
      signingKey: signing.signingKey,
      sign: async () => await signing.sign(),
      signal,
      onProgress: () => undefined,
    })
    const sealed = await encryptTo(ageRecipient(publicKey), output.content)
    await desk.call('grants.give', { grant: asked.grant, level, most, from, to, expiresMs, reason, sealed })
  } catch (error) {
    record('failed')
    throw error
  } finally {
    output.discard()
  }
}

/** A request as an owner grants it: of a part of the time that was asked for, and of no more. @throws BulkheadError `bad-input` */
function narrowed(asked: Grant, part: Pick<Grant, 'fromMs' | 'beforeMs'>): Grant {
  const fromMs = part.fromMs ?? asked.fromMs
  const beforeMs = part.beforeMs ?? asked.beforeMs
  if ((fromMs ?? 0) < (asked.fromMs ?? 0)) throw wider()
  if ((beforeMs ?? Infinity) > (asked.beforeMs ?? Infinity)) throw wider()
  return { ...asked, fromMs, beforeMs }
}

function wider(): BulkheadError {
  return new BulkheadError('bad-input', 'A grant can be for less than what was asked for, and not for more.')
}

/** The words are released of the very entries whose structure was. */
function planOf(log: Log, asked: Grant, level: GrantLevel): ExportPlan {
  if (asked.redacted) {
    const { from, to } = asked.redacted
    return { from, to, level, masked: false }
  }
  const bound = (timeMs: number | null) => (timeMs === null ? null : { timeMs })
  return planExport(log, { from: bound(asked.fromMs), before: bound(asked.beforeMs), level, masked: false })
}

function aboutOf({ grant, workspace, operator }: Grant): Pick<Grant, 'grant' | 'workspace' | 'operator'> {
  return { grant, workspace, operator }
}
