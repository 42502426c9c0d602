import type { Entry } from '../../audit/entry.ts'
import { leafHash } from '../../audit/merkle.ts'
import type { LogEntry, logMethods } from '../../contract/workspace/log.ts'
import { BulkheadError } from '../../errors.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { CheckOptions } from '../../workspace/check-workspace.ts'
import type { Call } from '../serve.ts'

export function logHandlers(anchor: () => CheckOptions): HandlersOf<typeof logMethods, Call> {
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

    'log.check': async (_input, { access, scope, signal }) => {
      const { findings, found } = await scope.check({ ...anchor(), signal })
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
      return { size: found.size, root: hex(found.root) }
    },
  }
}

/** An entry without what only the proof of it needs. */
function structure({ v: _v, id: _id, state: _state, ...entry }: Entry): LogEntry {
  return entry
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
