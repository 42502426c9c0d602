import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const sources = ['../renderer', '../core/contract', '../vite.config.ts', '../package-lock.json'].map(here)

/** Where the built renderer lies. */
export const rendererFolder = here('../dist/renderer')

/** Builds the renderer where it is missing or older than its source; a packaged app brings it. */
export async function buildRenderer(say: (line: string) => void): Promise<void> {
  const index = join(rendererFolder, 'index.html')
  const builtMs = existsSync(index) ? statSync(index).mtimeMs : 0
  if (newestMs(sources) <= builtMs) return
  say('Building the screens.')
  const { build } = await import('vite')
  await build({ configFile: here('../vite.config.ts'), logLevel: 'error' })
}

function newestMs(paths: readonly string[]): number {
  let newest = 0
  for (const path of paths) {
    const info = statSync(path, { throwIfNoEntry: false })
    if (!info) continue
    newest = Math.max(newest, info.mtimeMs)
    if (info.isDirectory())
      newest = Math.max(newest, newestMs(readdirSync(path).map((name) => join(path, name))))
  }
  return newest
}
