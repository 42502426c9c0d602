import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Diagnostic } from '../../contract/diagnostic.ts'

/** The folder of this program. */
export const programFolder = new URL('../../../', import.meta.url)

const Package = z.object({ version: z.string() })

/** Which program this is, and on what it runs. */
export function thisProgram(): Omit<Extract<Diagnostic, { kind: 'started' }>, 'kind'> {
  const { version } = Package.parse(JSON.parse(readFileSync(new URL('package.json', programFolder), 'utf8')))
  const { node, electron = null } = process.versions
  const { platform, arch } = process
  return {
    version,
    node,
    electron,
    platform: platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other',
    arch: arch === 'x64' || arch === 'arm64' ? arch : 'other',
  }
}
