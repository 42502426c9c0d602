import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const renderer = fileURLToPath(new URL('../../../renderer/ui', import.meta.url))
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })

/** Names of classes in a style sheet, without what stands in comments and values. */
function classesIn(path: string): Set<string> {
  const text = readFileSync(path, 'utf8')
    .replace(/\/\*.*?\*\//gsu, '')
    .replace(/\{[^{}]*\}/gu, '{}')
  return new Set([...text.matchAll(/\.([a-zA-Z][\w-]*)/gu)].map(([, name = '']) => name))
}

// A class that is misspelt is no error to anybody, only something that looks wrong.
test('every class that a component names is in its style sheet', () => {
  const missing = files
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => {
      const text = readFileSync(join(renderer, file), 'utf8')
      const sheets = [...text.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/gu)]
      return sheets.flatMap(([, local = '', path = '']) => {
        const known = classesIn(join(renderer, file, '..', path))
        const named = [...text.matchAll(new RegExp(String.raw`\b${local}\['([^']+)'\]`, 'gu'))]
        return named.flatMap(([, name = '']) => (known.has(name) ? [] : [`${file}: ${name}`]))
      })
    })
  expect(missing).toEqual([])
})
