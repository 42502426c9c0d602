import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keyFingerprint } from '../../core/audit/key-fingerprint.ts'
import { exportLog } from '../../core/export/export-log.ts'
import { OutputFile } from '../../core/export/output-file.ts'
import { planExport } from '../../core/export/export-plan.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import type { BuiltWorkspace } from '../builders.ts'
import type { Measured } from './measure.ts'

const verifier = fileURLToPath(new URL('../../verifier/bulkhead-verify.cjs', import.meta.url))

/**
 * Audit bundles of a whole log: written, and verified by the command in a process of its own, from its start to its end.
 *
 * @param hashing wall and CPU time of hashing as many leaves and nodes alone
 */
export async function measureBundle(
  folder: string,
  workspace: BuiltWorkspace,
  scope: Scope,
  hashing: { wallMs: number; cpuMs: number },
): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const level of ['redacted', 'full'] as const) {
    const target = join(folder, `${level}.zip`)
    const entries = scope.log.size
    const cpu = process.cpuUsage()
    await exportLog({
      access: { reader: scope.reader, write: (work) => scope.write(work) },
      log: scope.log,
      plan: planExport(scope.log, { from: null, before: null, level, masked: false }),
      output: new OutputFile(target),
      since: null,
      signingKey: workspace.signer.publicKey,
      sign: () => {
        workspace.anchor(scope)
        return Promise.resolve(true)
      },
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    const { user, system } = process.cpuUsage(cpu)
    const startedMs = performance.now()
    const { status } = spawnSync(process.execPath, [
      verifier,
      target,
      '--key',
      keyFingerprint(workspace.signer.publicKey),
    ])
    const verifyMs = performance.now() - startedMs
    if (status !== 0) throw new Error(`the ${level} bundle does not verify`)
    const against = 'SHA-256 of as many leaves and nodes, alone'
    measured.push(
      {
        what: `${entries} entries: ${level} audit bundle written, CPU`,
        unit: 'ms',
        bulkhead: (user + system) / 1_000,
        reference: hashing.cpuMs,
        against,
      },
      {
        what: `${entries} entries: ${level} audit bundle verified by the command`,
        unit: 'ms',
        bulkhead: verifyMs,
        reference: hashing.wallMs,
        against,
      },
    )
  }
  return measured
}
