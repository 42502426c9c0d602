import type { exportMethods } from '../../contract/workspace/export.ts'
import { BulkheadError } from '../../errors.ts'
import { exportLog } from '../../export/export-log.ts'
import { mayExport, planExport } from '../../export/export-plan.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import { refusal } from '../refusal.ts'
import type { Call } from '../serve.ts'
import type { Tools } from '../tools.ts'

/** What an export needs of the process's end of main. */
export interface Signing {
  /** Ed25519, 32 bytes. */
  readonly signingKey: Uint8Array
  /** Has the log signed as it is now; false where main refused. */
  readonly sign: () => Promise<boolean>
}

export function exportHandlers(tools: Tools, signing: Signing): HandlersOf<typeof exportMethods, Call> {
  return {
    'log.export': async ({ target, from, before, level, masked, since }, { access, scope, signal, emit }) => {
      if (!mayExport(scope.role, level)) {
        access.write((writer) =>
          writer.record({
            type: 'call.refused',
            outcome: 'refused',
            about: { method: 'log.export' },
            sealed: {},
          }),
        )
        throw refusal(['owner'])
      }
      const { log } = scope
      if (since !== null && since > log.size)
        throw new BulkheadError('bad-input', 'The log is not that long yet: check the number of entries.')
      const { root, ...exported } = await exportLog({
        access,
        log,
        plan: planExport(log, { from, before, level, masked }),
        target: tools.targets.take(target),
        since,
        signingKey: signing.signingKey,
        sign: async () => await signing.sign(),
        signal,
        onProgress: (done, total) => emit('log.exporting', { done, total }),
      })
      return { ...exported, root: Buffer.from(root).toString('hex') }
    },
  }
}
