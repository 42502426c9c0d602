import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Entry } from '../../audit/entry.ts'
import type { Position } from '../../audit/log.ts'
import { leafHash } from '../../audit/merkle.ts'
import type { LogEntry, logMethods, OpenedEntry } from '../../contract/workspace/log.ts'
import { BulkheadError } from '../../errors.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { CheckOptions } from '../../workspace/check-workspace.ts'
import { nowAndThen } from '../now-and-then.ts'
import type { Call } from '../serve.ts'

/** Leaves that are read between two turns of the event loop. */
const stretch = 5_000

/** @param opening what the check at the opening found the log to add up to; null where it found something else */
export function logHandlers(
  anchor: () => CheckOptions,
  opening: Position | null,
): HandlersOf<typeof logMethods, Call> {
  // A visit ends with the process.
  const beganAt = opening?.size ?? 0
  return {
    'log.list': ({ limit, before }, { access }) => {
      const { seq: visit } = access.write((writer) =>
        writer.record({ type: 'log.listed', outcome: 'done', about: {}, sealed: {} }),
      )
      const { log } = access.reader
      return { size: log.size(), visit, entries: log.latest(limit, before).map(structure) }
    },

    'log.more': async ({ visit, before, limit, filter }, { access, scope, signal }) => {
      const { log } = access.reader
      if (visit < beganAt || !log.isOwn(visit, 'log.listed'))
        throw new BulkheadError('bad-input', 'Look at the log anew: that visit has ended.')
      const from = filter.fromMs === null ? 0 : scope.log.firstSince(filter.fromMs)
      const end = filter.beforeMs === null ? before : Math.min(before, scope.log.firstSince(filter.beforeMs))
      const entries: LogEntry[] = []
      for (let to = end; to > from && entries.length < limit; to -= stretch) {
        const range = { from: Math.max(from, to - stretch), to, limit: limit - entries.length }
        entries.push(...log.matching(filter, range).map(structure))
        await nextTurn()
        if (signal.aborted) throw new BulkheadError('cancelled', 'Stopped.')
      }
      const last = entries.at(-1)
      const next = entries.length === limit && last && last.seq > from ? last.seq : null
      return { entries, next }
    },

    'log.entry': ({ seq }, { access, scope }) => {
      const { entry } = access.reader.log.entry(seq)
      access.write((writer) =>
        writer.record({ type: 'log.entry-opened', outcome: 'done', about: { seq }, sealed: {} }),
      )
      return openedEntry({ access, scope }, entry.seq)
    },

    'log.check': async ({ fresh }, call) => {
      const { size, root } =
        fresh || !opening ? await checkWholeLog(call, anchor) : checkedAtOpening(call, opening)
      return { size, root: hex(root) }
    },
  }
}

/**
 * Checks the log from its first entry to its last, and records that it was.
 *
 * @throws BulkheadError `log-damaged` with the first finding
 */
export async function checkWholeLog(
  { access, scope, signal, emit }: Call,
  anchor: () => CheckOptions,
): Promise<Position> {
  const { findings, found } = await scope.check({
    ...anchor(),
    signal,
    onProgress: nowAndThen((done, total) => emit('log.checking', { done, total })),
  })
  const [first] = findings
  access.write((writer) =>
    writer.record({
      type: 'log.checked',
      outcome: first ? 'failed' : 'done',
      about: { size: found.size },
      sealed: {},
    }),
  )
  if (first) throw new BulkheadError('log-damaged', first.sentence)
  return found
}

/** The file has been this process's alone since it was checked: what was found then holds with what was written since. */
function checkedAtOpening({ access, scope }: Call, opening: Position): Position {
  if (Buffer.compare(scope.log.root(opening.size), opening.root) !== 0)
    throw new BulkheadError('log-damaged', 'The log does not continue from what it was at the opening.')
  const { position } = scope.log
  access.write((writer) =>
    writer.record({ type: 'log.checked', outcome: 'done', about: { size: position.size }, sealed: {} }),
  )
  return position
}

/** An entry with what of it the caller may see, and its proof. @throws BulkheadError `not-found` */
export function openedEntry({ access, scope }: Pick<Call, 'access' | 'scope'>, seq: number): OpenedEntry {
  const { leaf, entry } = access.reader.log.entry(seq)
  const { size, root } = scope.log.position
  return {
    entry: structure(entry),
    leaf,
    leafHash: hex(leafHash(Buffer.from(leaf, 'utf8'))),
    openings: access.reader.log.openings(entry),
    proof: { size, root: hex(root), hashes: scope.log.inclusion(seq, size).map(hex) },
  }
}

/** An entry without what only the proof of it needs. */
function structure({ v: _v, id: _id, state: _state, ...entry }: Entry): LogEntry {
  return entry
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
