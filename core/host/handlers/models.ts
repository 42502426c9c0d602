import type { modelMethods } from '../../contract/workspace/models.ts'
import { BulkheadError } from '../../errors.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { Call } from '../serve.ts'
import type { Tools } from '../tools.ts'

export function modelHandlers({ models }: Tools): HandlersOf<typeof modelMethods, Call> {
  return {
    'model.state': (_input, { access }) => models.state(access.reader),

    'model.watch': async (_input, { access, signal, emit }) => {
      const say = () => emit('model.state', models.state(access.reader))
      say()
      const stop = models.onChange(say)
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve()
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      stop()
      return {}
    },

    'model.select': ({ task, sha256 }, { access }) => {
      const found = models.shelf.list(task).find((model) => model.sha256 === sha256)
      if (sha256 !== null && !found)
        throw new BulkheadError(
          'model-missing',
          'This model is not installed here. Install it in Models first.',
        )
      const reference = found && { name: found.entry.name, sha256: found.sha256 }
      const builtIn = sha256 === models.shelf.builtIn.sha256
      access.write((writer) => writer.models.select(task, builtIn ? null : (reference ?? null)))
      models.chose()
      return {}
    },
  }
}
