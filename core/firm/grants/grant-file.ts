import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { GrantLevel } from '../../contract/grants.ts'
import { storageError } from '../../database/storage-error.ts'
import { BulkheadError } from '../../errors.ts'
import type { GrantId } from '../../ids.ts'
import { writeAtomically } from '../../keys/store/write-atomically.ts'
import type { Home } from '../home.ts'

/** A released bundle as it lies in the home folder: an age file. */
export function grantFile(home: Home, grant: GrantId, level: GrantLevel): string {
  return join(home.grantFolder, `${grant}.${level}.age`)
}

export function writeGrantFile(home: Home, grant: GrantId, level: GrantLevel, sealed: Uint8Array): void {
  try {
    mkdirSync(home.grantFolder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw storageError(error)
  }
  writeAtomically(grantFile(home, grant, level), sealed)
}

/** @throws BulkheadError `not-found` where it was removed by somebody else */
export function readGrantFile(home: Home, grant: GrantId, level: GrantLevel): Uint8Array {
  try {
    return readFileSync(grantFile(home, grant, level))
  } catch {
    throw new BulkheadError(
      'not-found',
      'The file of what was released is gone. Ask the owner to release it again.',
    )
  }
}

/** Deletes every file that belongs to none of these. */
export function keepGrantFiles(home: Home, live: ReadonlySet<GrantId>): void {
  let names: string[]
  try {
    names = readdirSync(home.grantFolder)
  } catch {
    // Nothing was ever released.
    return
  }
  for (const name of names)
    if (!live.has(name.slice(0, 32) as GrantId)) rmSync(join(home.grantFolder, name), { force: true })
}
