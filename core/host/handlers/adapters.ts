import { statementProblem } from '../../answer/adapters/check-statement.ts'
import { hasMemoryPlace } from '../../answer/adapters/private-file.ts'
import { readAdapter } from '../../answer/adapters/read-adapter.ts'
import type { adapterMethods } from '../../contract/workspace/adapters.ts'
import { BulkheadError } from '../../errors.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { Call } from '../serve.ts'
import type { Tools } from '../tools.ts'

export function adapterHandlers(tools: Tools): HandlersOf<typeof adapterMethods, Call> {
  return {
    'adapters.list': (_input, { access }) => {
      const adapters = access.reader.adapters.list()
      access.write((writer) =>
        writer.record({
          type: 'adapters.listed',
          outcome: 'done',
          about: {},
          sealed: { count: adapters.length },
        }),
      )
      return { adapters, hasMemoryPlace: hasMemoryPlace() }
    },

    'adapters.import': async ({ path, name, statement }, { access }) => {
      tools.offered.require([path])
      const reason = statementProblem(`${name}\n${statement}`, await tools.otherNames())
      if (reason !== null) {
        access.write((writer) =>
          writer.record({
            type: 'adapter.refused',
            outcome: 'refused',
            about: {},
            sealed: { name, statement, reason },
          }),
        )
        throw new BulkheadError('refused', reason)
      }
      const { bytes, sha256 } = readAdapter(path)
      return { id: access.write((writer) => writer.adapters.add({ name, sha256, statement, bytes })) }
    },

    'adapters.choose': ({ adapter, onDiskAccepted }, { access }) => {
      if (adapter !== null && !onDiskAccepted && !hasMemoryPlace())
        throw new BulkheadError(
          'refused',
          'This system has no place in memory for the adapter while it is loaded. Accept a file on the disk for that moment, or go on without.',
        )
      access.write((writer) => writer.adapters.choose(adapter, onDiskAccepted))
      return {}
    },

    'adapters.remove': ({ adapter }, { access }) => {
      access.write((writer) => writer.adapters.remove(adapter))
      return {}
    },
  }
}
