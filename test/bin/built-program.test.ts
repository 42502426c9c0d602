import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import builtProgram from '../../bin/built-program.cjs'
import { temporaryFolder } from '../builders.ts'

let folder: ReturnType<typeof temporaryFolder>
let program: string
beforeEach(() => {
  folder = temporaryFolder()
  mkdirSync(join(folder.path, 'dist', 'programs'), { recursive: true })
  program = join(folder.path, 'dist', 'programs', 'app.js')
  for (const source of ['app.ts', 'part.ts']) writeFileSync(join(folder.path, source), '')
  writeFileSync(program, '')
  writeFileSync(join(folder.path, 'dist', 'programs', 'built-from.json'), '["app.ts","part.ts"]')
  touch('app.ts', 100)
  touch('part.ts', 100)
  touch('dist/programs/built-from.json', 200)
})
afterEach(() => folder.remove())

function touch(path: string, seconds: number): void {
  utimesSync(join(folder.path, path), seconds, seconds)
}

test('a program runs as it was built', () => {
  expect(builtProgram(folder.path, 'app')).toBe(program)
})

test.runIf(process.env['BULKHEAD_BUILT'])('what `npm test` has just built is run', () => {
  expect(builtProgram(join(import.meta.dirname, '..', '..'), 'bulkhead')).not.toBeNull()
})

test.each([
  ['a file of it was changed since', () => touch('part.ts', 300)],
  ['a file of it is gone', () => rmSync(join(folder.path, 'part.ts'))],
  ['it was not built', () => rmSync(program)],
  [
    'it is not known what it was built from',
    () => rmSync(join(folder.path, 'dist/programs/built-from.json')),
  ],
])('where %s, it runs from source', (_, change) => {
  change()
  expect(builtProgram(folder.path, 'app')).toBeNull()
})
