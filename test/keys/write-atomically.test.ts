import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeAtomically } from '../../core/keys/store/write-atomically.ts'
import { expectRefusal } from './refusal.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-write-'))
  file = join(folder, 'keys')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('K1: the file holds the new bytes, is the owner’s alone, and nothing is left beside it', () => {
  writeAtomically(file, Buffer.from('one'))
  chmodSync(file, 0o644)
  writeFileSync(`${file}.new`, 'left by a process that was killed', { mode: 0o644 })
  writeAtomically(file, Buffer.from('two'))
  expect(readFileSync(file, 'utf8')).toBe('two')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['keys'])
})

test('a folder that cannot be written is said so', async () => {
  await expectRefusal(
    () => writeAtomically(join(folder, 'missing', 'keys'), Buffer.from('x')),
    'not-writable',
  )
  await expectRefusal(() => writeAtomically(folder, Buffer.from('x')), 'not-writable')
})

test('K5: a full disk is said so, nothing is left on it, and the old file stays', async ({ skip }) => {
  if (!mountSmall(folder)) skip('mounting a small file system takes root')
  try {
    writeAtomically(file, Buffer.from('old'))
    await expectRefusal(() => writeAtomically(file, Buffer.alloc(200_000, 1)), 'disk-full')
    expect(readdirSync(folder)).toEqual(['keys'])
    expect(readFileSync(file, 'utf8')).toBe('old')
    writeAtomically(file, Buffer.from('new'))
    expect(readFileSync(file, 'utf8')).toBe('new')
  } finally {
    execFileSync('umount', [folder])
  }
})

/** Puts a file system of 64 KB over the folder. */
function mountSmall(over: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'bulkhead-test', over], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
