import type { exportMethods } from '../../contract/workspace/export.ts'
import { BulkheadError } from '../../errors.ts'
import { mayExport, planExport } from '../../export/export-plan.ts'
import { OutputFile } from '../../export/output-file.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { ReleaseLevel } from '../../release-level.ts'
import { nowAndThen } from '../now-and-then.ts'
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

/** What finds personal data is large, so it is loaded for the first export and not before a workspace is open. */
export const exporting = {
  log: async () => (await import('../../export/export-log.ts')).exportLog,
  preview: async () => (await import('../../export/preview-export.ts')).previewExport,
}

export function exportHandlers(tools: Tools, signing: Signing): HandlersOf<typeof exportMethods, Call> {
  return {
    'log.previewExport': async (asked, { access, scope, signal, emit }) => {
      refuseUnlessMayExport({ access, scope }, 'log.previewExport', asked.level)
      const previewExport = await exporting.preview()
      return await previewExport({
        access,
        log: scope.log,
        plan: planExport(scope.log, asked),
        signal,
        onProgress: nowAndThen((done, total) => emit('log.exporting', { done, total })),
      })
    },

    'log.export': async ({ target, since, ...asked }, { access, scope, signal, emit }) => {
      refuseUnlessMayExport({ access, scope }, 'log.export', asked.level)
      const { log } = scope
      if (since !== null && since > log.size)
        throw new BulkheadError('bad-input', 'The log is not that long yet: check the number of entries.')
      const exportLog = await exporting.log()
      const { root, ...exported } = await exportLog({
        access,
        log,
        plan: planExport(log, asked),
        output: new OutputFile(tools.targets.take(target)),
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

/** @throws BulkheadError `refused`, which is recorded too */
function refuseUnlessMayExport(
  { access, scope }: Pick<Call, 'access' | 'scope'>,
  method: keyof typeof exportMethods,
  level: ReleaseLevel,
): void {
  if (mayExport(scope.role, level)) return
  access.write((writer) =>
    writer.record({ type: 'call.refused', outcome: 'refused', about: { method }, sealed: {} }),
  )
  throw refusal(['owner'])
}
