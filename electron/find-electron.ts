import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** How long the fetching of Electron's program may take. */
const fetchMs = 180_000

/**
 * Electron's program, or null where it cannot be had. The package brings none: it is fetched at first use from where
 * Electron publishes it, checked against the hashes that the package holds. `BULKHEAD_SHELL=chromium` leaves it alone.
 */
export function findElectron(say: (line: string) => void): string | null {
  if (process.env['BULKHEAD_SHELL'] === 'chromium') return null
  const folder = electronFolder()
  if (folder === null) return null
  const known = programIn(folder)
  if (known !== null) return known
  say('Fetching Electron’s program, once.')
  const { status } = spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: 'ignore',
    timeout: fetchMs,
  })
  return status === 0 ? programIn(folder) : null
}

function electronFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return null
  }
}

function programIn(folder: string): string | null {
  const pathFile = join(folder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const program = join(given ?? join(folder, 'dist'), name)
  return existsSync(program) ? program : null
}
