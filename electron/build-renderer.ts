import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const sources = [
  '../renderer',
  './preload.cts',
  '../core/contract',
  '../vite.config.ts',
  '../package-lock.json',
].map(here)

/** Where the built renderer lies. */
export const rendererFolder = here('../dist/renderer')

/** The script that Electron runs before a page's own, as plain JavaScript. */
const preload = here('../dist/preload.cjs')

/** Builds the renderer where it is missing or older than its source; a packaged app brings it. */
export async function buildRenderer(say: (line: string) => void): Promise<void> {
  const index = join(rendererFolder, 'index.html')
  const builtMs = existsSync(index) ? statSync(index).mtimeMs : 0
  if (newestMs(sources) <= builtMs && existsSync(preload)) return
  say('Building the screens.')
  const { build } = await import('vite')
  // In a test, too: React's other form runs effects twice.
  const { NODE_ENV: before = '' } = process.env
  process.env['NODE_ENV'] = 'production'
  try {
    await build({ configFile: here('../vite.config.ts'), logLevel: 'error' })
  } finally {
    process.env['NODE_ENV'] = before
  }
  writeFileSync(preload, stripTypeScriptTypes(readFileSync(here('./preload.cts'), 'utf8')))
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
