import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const networkModules = /^(?:node:)?(?:http|https|http2|net|tls|dgram|dns)(?:\/promises)?$/

/** Every file that a file loads, by its own imports and those of what it imports, with what each imports from outside. */
function reachable(entry: string, follow: { dynamic: boolean }): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const queue = [resolve(root, entry)]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file)) continue
    const outside: string[] = []
    found.set(file, outside)
    for (const name of importsOf(readFileSync(file, 'utf8'), follow)) {
      if (name.startsWith('.')) queue.push(resolve(dirname(file), name))
      else outside.push(name)
    }
  }
  return found
}

function importsOf(source: string, { dynamic }: { dynamic: boolean }): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*import type [\s\S]*?from '[^']+'/gm, '')
  const patterns = [
    /^\s*(?:import|export)\s[^'"()]*?from '([^']+)'/gm,
    /^\s*import '([^']+)'/gm,
    /new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g,
    ...(dynamic ? [/import\('([^']+)'\)/g] : []),
  ]
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name]) => name ?? ''))
}

function usersOfTheNetwork(files: Map<string, string[]>): string[] {
  return [...files]
    .filter(([, outside]) => outside.some((name) => networkModules.test(name)))
    .map(([file]) => relative(root, file))
}

const processes = ['core/host/workspace-process.ts', 'core/ingest/extractor-process.ts']

describe('N1: who could use the network', () => {
  test.each(processes)('nothing that %s could load, now or later', (entry) => {
    const files = reachable(entry, { dynamic: true })
    expect(files.size).toBeGreaterThan(5)
    expect(usersOfTheNetwork(files)).toEqual([])
    expect([...files.keys()].filter((file) => file.includes('/core/install/'))).toEqual([])
  })

  test('main loads nothing that does before somebody asks for a model, and one file afterwards', () => {
    const atStart = reachable('core/host/main.ts', { dynamic: false })
    expect(atStart.size).toBeGreaterThan(50)
    expect(usersOfTheNetwork(atStart)).toEqual([])
    expect(usersOfTheNetwork(reachable('core/host/main.ts', { dynamic: true }))).toEqual([
      'core/install/https-get.ts',
    ])
  })

  test('the shells and the command line give the installer no other way to a server', () => {
    for (const entry of [
      'electron/main.ts',
      'electron/start.ts',
      'electron/chromium-main-process.ts',
      'bin/bulkhead.ts',
    ])
      for (const [file] of reachable(entry, { dynamic: true })) {
        const source = readFileSync(file, 'utf8')
        // Where the word is declared, and where it is passed on.
        if (/(?:chromium-window|core\/host\/main)\.ts$/.test(file)) continue
        expect(source, file).not.toMatch(/\binstalling\b/)
      }
  })
})
