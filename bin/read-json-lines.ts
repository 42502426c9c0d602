import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { z } from 'zod'
import { BulkheadError } from '../core/errors.ts'

/** The lines of a JSONL file, each parsed. @throws BulkheadError `not-found`, `bad-input` with the line's number */
export function readJsonLines<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema>[] {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    throw new BulkheadError('not-found', `This folder has no ${basename(file)} that can be read.`)
  }
  return content
    .split('\n')
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, index }) => {
      try {
        return schema.parse(JSON.parse(line))
      } catch {
        throw new BulkheadError('bad-input', `Line ${index + 1} of ${basename(file)} is not as expected.`)
      }
    })
}
