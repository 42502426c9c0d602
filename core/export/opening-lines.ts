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

export function noValues(): ReleaseCounts {
  return { opened: 0, masked: 0, erased: 0, notReadable: 0, sealed: 0 }
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
): string[] {
  const lines: string[] = []
  for (const field of Object.keys(sealed).sort()) {
    if (!releases(level, type, field)) {
      counts.sealed += 1
      continue
    }
    const opening = kept.find((one) => one.field === field)
    const name = JSON.stringify(field)
    if (!opening) {
      counts.erased += 1
      lines.push(`{"field":${name},"seq":${seq},"withheld":"erased"}`)
    } else if (opening.released === null) {
      counts.notReadable += 1
      lines.push(`{"field":${name},"seq":${seq},"withheld":"not-readable"}`)
    } else {
      const { salt, value } = opening.released
      // What a model is called is no person's.
      const hidden = masked && !releases('redacted', type, field) ? maskValue(JSON.parse(value)) : null
      if (hidden?.changed === true) {
        counts.masked += 1
        lines.push(canonicalJson({ field, masked: hidden.value, seq }))
      } else {
        counts.opened += 1
        // The value is canonical JSON as it stands.
        lines.push(
          `{"field":${name},"salt":"${Buffer.from(salt).toString('hex')}","seq":${seq},"value":${value}}`,
        )
      }
    }
  }
  return lines
}
