import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Driver from 'better-sqlite3-multiple-ciphers'
import { BulkheadError } from '../errors.ts'
import { rawKeyLiteral } from './raw-key.ts'
import { storageError } from './storage-error.ts'

/**
 * Gives an encrypted file another key. Nobody may have it open, and its write-ahead log must have been emptied, as the
 * last close does. A copy gets the new key, is flushed, and takes the file's name: whenever the process or the machine
 * stops, the file is whole and opens with exactly one of the two keys. Takes room for a second file meanwhile.
 *
 * @throws BulkheadError `disk-full`, `not-writable`, `wrong-key`, … The file is then as it was.
 */
export function rekeyFile(file: string, from: Uint8Array, to: Uint8Array): void {
  if (existsSync(`${file}-wal`))
    throw new BulkheadError('internal', 'A file was to get another key while its journal was not empty.')
  const copy = copyOf(file)
  dropRekeyCopy(file)
  try {
    copyFileSync(file, copy)
    rekey(copy, from, to)
    flush(copy)
    renameSync(copy, file)
    if (process.platform !== 'win32') flush(dirname(file))
  } catch (error) {
    dropRekeyCopy(file)
    throw storageError(error)
  }
}

/** Removes the copy that a process which was killed in the middle left behind. */
export function dropRekeyCopy(file: string): void {
  for (const end of ['', '-wal', '-journal']) rmSync(`${copyOf(file)}${end}`, { force: true })
}

/** Nobody relies on the copy before it is flushed, so there is no journal and no waiting for the disk on the way. */
function rekey(copy: string, from: Uint8Array, to: Uint8Array): void {
  const driver = new Driver(copy)
  try {
    driver.pragma(`cipher = 'aegis'`)
    withLiteral(from, (literal) => driver.key(literal))
    driver.pragma('temp_store = memory')
    driver.pragma('locking_mode = exclusive')
    // Under a write-ahead log the library gives no other key.
    driver.pragma('journal_mode = delete')
    driver.pragma('journal_mode = off')
    driver.pragma('synchronous = off')
    withLiteral(to, (literal) => driver.rekey(literal))
  } finally {
    driver.close()
  }
}

function withLiteral(key: Uint8Array, use: (literal: Buffer) => void): void {
  const literal = rawKeyLiteral(key)
  try {
    use(literal)
  } finally {
    literal.fill(0)
  }
}

function flush(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function copyOf(file: string): string {
  return `${file}.rekey`
}
