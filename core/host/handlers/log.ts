import type { Entry } from '../../audit/entry.ts'
import type { Position } from '../../audit/log.ts'
import { leafHash } from '../../audit/merkle.ts'
import type { LogEntry, logMethods } from '../../contract/workspace/log.ts'
import { BulkheadError } from '../../errors.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { CheckOptions } from '../../workspace/check-workspace.ts'
import { nowAndThen } from '../now-and-then.ts'
import type { Call } from '../serve.ts'

/** @param opening what the check at the opening found the log to add up to; null where it found something else */
export function logHandlers(
  anchor: () => CheckOptions,
  opening: Position | null,
): HandlersOf<typeof logMethods, Call> {
  return {
    'log.list': ({ limit, before }, { access }) => {
      access.write((writer) => writer.record({ type: 'log.listed', outcome: 'done', about: {}, sealed: {} }))
      const { log } = access.reader
      return { size: log.size(), entries: log.latest(limit, before).map(structure) }
    },

    'log.entry': ({ seq }, { access, scope }) => {
      const { leaf, entry } = access.reader.log.entry(seq)
      access.write((writer) =>
        writer.record({ type: 'log.entry-opened', outcome: 'done', about: { seq }, sealed: {} }),
      )
      const { size, root } = scope.log.position
      return {
        entry: structure(entry),
        leaf,
        leafHash: hex(leafHash(Buffer.from(leaf, 'utf8'))),
        openings: access.reader.log.openings(entry),
        proof: { size, root: hex(root), hashes: scope.log.inclusion(seq, size).map(hex) },
      }
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

/** An entry without what only the proof of it needs. */
function structure({ v: _v, id: _id, state: _state, ...entry }: Entry): LogEntry {
  return entry
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
