import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { mutants } from './all-mutants.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))

test('each mutant finds what it takes away, in one place, and the tests that are to notice', () => {
  const stale = mutants.filter(
    ({ file, find, tests }) =>
      readFileSync(join(project, file), 'utf8').split(find).length !== 2 ||
      tests.length === 0 ||
      !tests.every((path) => existsSync(join(project, path))),
  )
  expect(stale.map(({ file, lost }) => `${file}: ${lost}`)).toEqual([])
})
