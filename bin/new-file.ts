import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { BulkheadError } from '../core/errors.ts'

/** Where a command is to save something: said before any work is done for it. @throws BulkheadError `already-exists` */
export function newFile(path: string): string {
  const target = resolve(path)
  if (existsSync(target))
    throw new BulkheadError('already-exists', 'There is a file of that name already. Choose another.')
  return target
}
