import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Ways to start a program where there is no network interface, the one that keeps the user first. */
const ways = [['--map-current-user', '--net'], ['--net']]

/**
 * A program that runs another one in an empty network namespace, or null where this system cannot (other systems, or
 * unprivileged namespaces switched off). Pipes and local sockets go on working in it.
 *
 * @param folder where the small script is put
 */
export function inEmptyNetwork(program: string, folder: string): string | null {
  if (process.platform !== 'linux') return null
  // A display that is reached over the network would be cut off with everything else.
  if (/^[^:/]+:/.test(process.env['DISPLAY'] ?? '')) return null
  const options = ways.find((way) => spawnSync('unshare', [...way, '--', 'true']).status === 0)
  if (!options) return null
  const script = join(folder, 'chromium')
  writeFileSync(
    script,
    `#!/bin/sh\nexec unshare ${options.join(' ')} -- '${program.replaceAll("'", `'\\''`)}' "$@"\n`,
  )
  chmodSync(script, 0o700)
  return script
}
