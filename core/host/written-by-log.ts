import type { Written } from '../contract/destruction.ts'
import type { Scope } from '../workspace/scope.ts'

/** What each of these entries says was saved where a person chose. */
const kinds = { 'log.exported': 'bundle', 'thread.exported': 'thread' } as const

/** Everything that left the workspace as a file, by its log, and when: no destruction reaches it. */
export function writtenByLog(scope: Scope): Written[] {
  const types = Object.keys(kinds) as (keyof typeof kinds)[]
  return scope.reader.log
    .matching(
      { person: null, types, document: null },
      { from: 0, to: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER },
    )
    .filter(({ outcome }) => outcome === 'done')
    .map(({ type, at }) => ({ what: kinds[type as keyof typeof kinds], atMs: at }))
    .reverse()
}
