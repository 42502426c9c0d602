import { canonicalJson } from '../audit/canonical-json.ts'
import type { Entry } from '../audit/entry.ts'
import { releases } from '../audit/sealed-class.ts'
import type { KeptOpening } from '../workspace/opening-reader.ts'
import type { ExportPlan } from './export-plan.ts'
import { maskValue } from './mask/mask-value.ts'

/** What became of the sealed values of an export, in numbers. */
export interface ReleaseCounts {
  opened: number
  masked: number
  /** The document that it derives from was deleted. */
  erased: number
  /** Whoever exports may not read a document that it derives from (R7). */
  notReadable: number
  /** Not released at this level. */
  sealed: number
}

/**
 * The lines of `openings.jsonl` for one entry, in order of field: docs/audit-bundle.md, section 8.
 *
 * @param kept the entry's openings, as far as there are any
 */
export function openingLines(
  { seq, type, sealed }: Pick<Entry, 'seq' | 'type' | 'sealed'>,
  kept: readonly KeptOpening[],
  { level, masked }: Pick<ExportPlan, 'level' | 'masked'>,
  counts: ReleaseCounts,
): string {
  let lines = ''
  for (const field of Object.keys(sealed).sort()) {
    if (!releases(level, type, field)) {
      counts.sealed += 1
      continue
    }
    const opening = kept.find((one) => one.field === field)
    const name = JSON.stringify(field)
    if (!opening) {
      counts.erased += 1
      lines += `{"field":${name},"seq":${seq},"withheld":"erased"}\n`
    } else if (opening.released === null) {
      counts.notReadable += 1
      lines += `{"field":${name},"seq":${seq},"withheld":"not-readable"}\n`
    } else {
      const { salt, value } = opening.released
      // What a model is called is no person's.
      const hidden = masked && !releases('redacted', type, field) ? maskValue(JSON.parse(value)) : null
      if (hidden?.changed === true) {
        counts.masked += 1
        lines += `${canonicalJson({ field, masked: hidden.value, seq })}\n`
      } else {
        counts.opened += 1
        // The value is canonical JSON as it stands.
        lines += `{"field":${name},"salt":"${Buffer.from(salt).toString('hex')}","seq":${seq},"value":${value}}\n`
      }
    }
  }
  return lines
}
