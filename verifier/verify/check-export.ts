import type { Entry } from '../bundle/entry.ts'
import type { Manifest } from '../bundle/manifest.ts'
import { commitmentTo } from '../bundle/opening.ts'
import type { Engine } from '../engine.ts'
import { hasMembers } from '../json/shape.ts'

/** Whether the entry of the export says what the manifest says: docs/audit-bundle.md, section 7. */
export function exportFits(
  { type, outcome, about, sealed }: Entry,
  { from, level, masked, to }: Manifest,
): boolean {
  return (
    type === 'log.exported' &&
    outcome === 'done' &&
    hasMembers(about, ['from', 'level', 'masked', 'to']) &&
    about['from'] === from &&
    about['level'] === level &&
    about['masked'] === masked &&
    about['to'] === to &&
    hasMembers(sealed, ['openings'])
  )
}

/** Whether the entry of the export commits to these openings. */
export function commitsToOpenings(
  { seq, sealed }: Entry,
  { log, salt }: Manifest,
  sha256: string,
  engine: Engine,
): boolean {
  return commitmentTo({ log, seq, field: 'openings', salt, value: sha256 }, engine) === sealed['openings']
}
