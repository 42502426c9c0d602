import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileProblem, findFiles } from '../../core/ingest/find-files.ts'
import { temporaryFolder } from '../builders.ts'

let folder: { path: string; remove(): void }
beforeEach(() => (folder = temporaryFolder()))
afterEach(() => folder.remove())

function file(...parts: string[]): string {
  const path = join(folder.path, ...parts)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, 'text')
  return path
}

async function found(...paths: string[]): Promise<string[]> {
  return (await findFiles(paths)).map((one) =>
    one.problem === null ? one.path : `${one.path}: ${one.problem}`,
  )
}

describe('finding the files to import', () => {
  test('a folder gives all files below it, in a stable order', async () => {
    const paths = [file('b.txt'), file('a', 'z.txt'), file('a', 'deep', 'er', 'c.txt'), file('B.txt')]
    expect(await found(folder.path)).toEqual([paths[3], paths[2], paths[1], paths[0]])
  })

  test('a path given twice, or as a file and by its folder, is found once', async () => {
    const path = file('a.txt')
    expect(await found(path, folder.path, path)).toEqual([path])
  })

  test('each is named by its path below what was picked; no path of the machine is in it', async () => {
    file('in', 'z.txt')
    file('in', 'deep', 'er', 'c.txt')
    const single = file('alone', 'a.txt')
    const files = await findFiles([join(folder.path, 'in'), `${join(folder.path, 'in', 'deep')}/`, single])
    expect(files.map(({ name }) => name)).toEqual(['in/deep/er/c.txt', 'in/z.txt', 'a.txt'])
    const missing = await findFiles([join(folder.path, 'gone.txt')])
    expect(missing.map(({ name }) => name)).toEqual(['gone.txt'])
  })

  test('hidden files and folders are left out of a folder, but not when they are named', async () => {
    const path = file('a.txt')
    const hidden = file('.hidden.txt')
    file('.git', 'config')
    expect(await found(folder.path)).toEqual([path])
    expect(await found(hidden)).toEqual([hidden])
  })

  test('links inside a folder are left out: to a file, to a folder, in a circle; a link that is named is followed', async () => {
    const path = file('in', 'a.txt')
    file('outside', 'secret.txt')
    symlinkSync(join(folder.path, 'outside', 'secret.txt'), join(folder.path, 'in', 'link.txt'))
    symlinkSync(join(folder.path, 'outside'), join(folder.path, 'in', 'folder'))
    symlinkSync(join(folder.path, 'in'), join(folder.path, 'in', 'circle'))
    expect(await found(join(folder.path, 'in'))).toEqual([path])
    const named = join(folder.path, 'in', 'link.txt')
    expect(await found(named)).toEqual([named])
  })

  test('a missing path is reported in its place, and the others are found', async () => {
    const path = file('a.txt')
    const missing = join(folder.path, 'missing.txt')
    expect(await found(missing, path)).toEqual([`${missing}: There is no such file.`, path])
  })

  test('a link that leads nowhere, when it is named, is a missing file', async () => {
    const link = join(folder.path, 'broken')
    symlinkSync(join(folder.path, 'nothing'), link)
    expect(await found(link)).toEqual([`${link}: There is no such file.`])
  })

  test('what is neither a file nor a folder is said to be so', async () => {
    expect(await found('/dev/null')).toEqual(['/dev/null: This is neither a file nor a folder.'])
  })

  test.skipIf(process.getuid?.() === 0)(
    'a folder that may not be read is reported, with what lies beside it',
    async () => {
      const path = file('a.txt')
      file('closed', 'b.txt')
      const closed = join(folder.path, 'closed')
      chmodSync(closed, 0)
      expect(await found(folder.path)).toEqual([
        path,
        `${closed}: You may not read this file. Check its permissions.`,
      ])
      chmodSync(closed, 0o700)
    },
  )

  test('an empty folder gives no file', async () => {
    expect(await found(folder.path)).toEqual([])
  })

  test.each([
    ['ENOENT', 'There is no such file.'],
    ['EACCES', 'You may not read this file. Check its permissions.'],
    ['EPERM', 'You may not read this file. Check its permissions.'],
    ['EIO', 'The file could not be read from the disk.'],
  ])('the sentence for %s repeats nothing of the path', (code, sentence) => {
    expect(fileProblem(Object.assign(new Error('/home/someone/secret.txt'), { code }))).toBe(sentence)
  })
})
