import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OfferedPaths } from '../../core/ingest/offered-paths.ts'
import { temporaryFolder } from '../builders.ts'

let folder: ReturnType<typeof temporaryFolder>
let offered: OfferedPaths
const at = (...parts: string[]) => join(folder.path, ...parts)

beforeAll(() => {
  folder = temporaryFolder()
  for (const name of ['picked', 'picked/deep', 'picked-too', 'other']) mkdirSync(at(name))
  for (const name of ['picked/a.txt', 'picked/deep/b.txt', 'picked-too/c.txt', 'other/secret.txt', 'one.txt'])
    writeFileSync(at(name), 'text')
  symlinkSync(at('other'), at('picked', 'way-out'))
  symlinkSync(at('other', 'secret.txt'), at('picked', 'secret-link.txt'))
  symlinkSync(at('picked', 'deep'), at('picked', 'way-in'))
  symlinkSync(at('other'), at('picked-link'))
  offered = new OfferedPaths()
  offered.add([at('picked'), at('one.txt'), at('picked-link')])
})
afterAll(() => folder.remove())

const refused = (...paths: string[]) => {
  try {
    offered.require(paths)
    return false
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-input', message: /^Choose the files again: / })
    return true
  }
}

describe('S2: an import reads what was offered and nothing else', () => {
  test.each([
    ['what was offered', () => at('picked')],
    ['a file below it', () => at('picked', 'a.txt')],
    ['deep below it', () => at('picked', 'deep', 'b.txt')],
    ['a file that was offered by itself', () => at('one.txt')],
    ['with a slash at the end', () => `${at('picked')}/`],
    ['a detour that stays inside', () => `${at('picked')}/deep/../a.txt`],
    ['a link that stays inside', () => at('picked', 'way-in', 'b.txt')],
    ['a link that a person picked', () => at('picked-link')],
    ['below a link that a person picked', () => at('picked-link', 'secret.txt')],
    ['a relative path to it', () => relative(process.cwd(), at('picked', 'a.txt'))],
    ['a file below it that is not there', () => at('picked', 'gone.txt')],
  ])('taken: %s', (_what, path) => {
    expect(refused(path())).toBe(false)
  })

  test.each([
    ['a path that was not offered', () => at('other', 'secret.txt')],
    ['a name that begins alike', () => at('picked-too', 'c.txt')],
    ['the folder around it', () => folder.path],
    ['the root', () => '/'],
    ['a way up and out', () => `${at('picked')}/../other/secret.txt`],
    ['a way up and out, twice', () => `${at('picked')}/deep/../../other/secret.txt`],
    ['below a file', () => `${at('one.txt')}/../other/secret.txt`],
    ['a link that leads out', () => at('picked', 'way-out', 'secret.txt')],
    ['a link to a file outside', () => at('picked', 'secret-link.txt')],
    ['a linked folder outside', () => at('picked', 'way-out')],
    ['another spelling', () => at('PICKED', 'a.txt')],
    ['an empty path', () => ''],
    ['with a null byte', () => `${at('other')}\0/picked`],
    ['a file URL', () => `file://${at('picked', 'a.txt')}`],
  ])('refused: %s', (_what, path) => {
    expect(refused(path())).toBe(true)
  })

  test('one that is not offered refuses them all; before anything was offered all are refused', () => {
    expect(refused(at('picked', 'a.txt'), at('other', 'secret.txt'))).toBe(true)
    expect(() => new OfferedPaths().require([at('picked')])).toThrow('Choose the files again')
  })
})
