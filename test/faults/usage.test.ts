import { afterAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders.ts'
import { bulkhead, refusedAs, refusedWith } from './command-line.ts'
import { hashesOf } from './small-firm.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

describe('wrong usage ends with 2, and says how it is used', () => {
  test.each([
    [['frobnicate']],
    [['search', 'Client']],
    [['search', 'Client', 'query', '--mode', 'psychic']],
    [['search', 'Client', 'query', '--frobnicate']],
    [['audit', 'continue', 'Client']],
    [['firm', 'init', '--name', 'Firm']],
    [['firm', 'init', '--name', 'Firm', '--staff', 'Priya', '--key-store', 'cloud']],
    [[]],
  ])('%j', async (args) => {
    const { code, stdout, stderr } = await bulkhead(folder.path, args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/error: |Usage: bulkhead/)
    expect(stderr).not.toMatch(/\n {4}at |node:|\.ts:/)
  })
})

test('asking for help is none', async () => {
  const { code, stdout } = await bulkhead(folder.path, ['--help'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Usage: bulkhead/)
})

describe('what cannot be done ends with 1: a sentence, or one JSON object', () => {
  test('there is no firm yet', async () => {
    refusedWith(await bulkhead(folder.path, ['workspace', 'list']), /no firm in this folder yet/)
    refusedAs(await bulkhead(folder.path, ['--json', 'workspace', 'list']), 'no-firm')
  })

  test('there is no passphrase to be had', async () => {
    const args = ['firm', 'init', '--name', 'Firm', '--staff', 'Priya', '--key-store', 'passphrase']
    refusedWith(await bulkhead(folder.path, args, { passphrase: null }), /set BULKHEAD_PASSPHRASE/)
    refusedWith(await bulkhead(folder.path, args, { passphrase: '' }), /cannot be empty/)
    refusedWith(await bulkhead(folder.path, [...args, '--login'], { passphrase: null }), /needs a passphrase/)
    expect(hashesOf(folder.path)).toEqual({})
  })
})
