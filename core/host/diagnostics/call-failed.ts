import { existsSync } from 'node:fs'
import { Defect, type WorkspaceDiagnostic, WorkspaceDiagnostic as Schema } from '../../contract/diagnostic.ts'
import { BulkheadError } from '../../errors.ts'
import { programFolder } from './program.ts'

/**
 * What the diagnostic log says of a call that did not come out well; null where it says nothing, because the person
 * stopped it, or it was no call of a contract.
 */
export function callFailed(method: string, error: unknown): WorkspaceDiagnostic | null {
  const known = error instanceof BulkheadError
  if (known ? error.code === 'cancelled' : error instanceof Error && error.name === 'AbortError') return null
  const said = Schema.safeParse({
    kind: 'call-failed',
    method,
    code: known ? error.code : 'internal',
    defect: known ? null : defectOf(error),
  })
  return said.success ? said.data : null
}

/** A defect's message may quote a client; its kind and its place in the program cannot. */
function defectOf(error: unknown): Defect {
  if (!(error instanceof Error)) return { name: 'other', place: null }
  const name = Defect.shape.name.safeParse(error.name)
  return { name: name.success ? name.data : 'other', place: placeOf(error.stack ?? '') }
}

/**
 * The first place of the stack in a file of this program. Lines of the message could look like places too; that the file
 * is there tells them apart.
 */
function placeOf(stack: string): string | null {
  for (const [, file = '', at = ''] of stack.matchAll(
    /\b((?:bin|core|electron|models)\/[a-z0-9/-]+\.ts)(:\d+:\d+)/g,
  )) {
    const place = Defect.shape.place.safeParse(file + at)
    if (place.success && existsSync(new URL(file, programFolder))) return place.data
  }
  return null
}
