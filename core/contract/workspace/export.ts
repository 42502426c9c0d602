import { z } from 'zod'
import { ReleaseLevel } from '../../release-level.ts'
import { method } from '../method.ts'
import { overseers } from './who.ts'

/** An end of a range: the number of an entry, or a time in Unix milliseconds. */
const Bound = z.union([z.strictObject({ seq: z.int().min(0) }), z.strictObject({ timeMs: z.int().min(0) })])

/** Which entries, and how much of them. */
const asked = {
  /** The first entry, and the first that is not shown any more; null for the ends of the log. */
  from: Bound.nullable().default(null),
  before: Bound.nullable().default(null),
  level: ReleaseLevel.default('redacted'),
  /** Whether personal data in what is released are masked. */
  masked: z.boolean().default(false),
}

/** What became of the sealed values. */
const Values = z.strictObject({
  opened: z.int(),
  masked: z.int(),
  erased: z.int(),
  notReadable: z.int(),
  sealed: z.int(),
})

/** An entry as a bundle would hold it: its line of `entries.jsonl`, and its lines of `openings.jsonl`. */
const ExportedEntry = z.strictObject({ leaf: z.string(), openings: z.array(z.string()) })
export type ExportedEntry = z.infer<typeof ExportedEntry>

export const exportMethods = {
  /**
   * What the recipient of such a bundle could read, made by what writes it: some entries exactly as they would stand in
   * it, and what would become of every sealed value. Nothing is written. The same people may as for `log.export`.
   */
  'log.previewExport': method({
    input: z.strictObject(asked),
    output: z.strictObject({
      from: z.int(),
      to: z.int(),
      /** Entries before the range that name what it speaks of. */
      naming: z.int(),
      /** Unix time in milliseconds of the first and the last entry in the range. */
      firstMs: z.int(),
      lastMs: z.int(),
      values: Values,
      /** Of entries and openings; proofs and the rest come on top. */
      bytes: z.int(),
      /** In order; of each kind the one that tells most, of those kinds that have most to tell. */
      samples: z.array(ExportedEntry),
    }),
    policy: overseers,
    entry: 'log.export-previewed',
  }),
  /**
   * Writes an audit bundle (docs/audit-bundle.md) to a place that main has offered for it. Auditors export as far as
   * `redacted`; names and words are an owner's to release.
   */
  'log.export': method({
    input: z.strictObject({
      target: z.string().min(1),
      ...asked,
      /** Size of an earlier state that the bundle shows to be continued; null: that of the last export. */
      since: z.int().min(1).nullable().default(null),
    }),
    output: z.strictObject({
      from: z.int(),
      to: z.int(),
      level: ReleaseLevel,
      masked: z.boolean(),
      /** Sequence of the export's own entry. */
      entry: z.int(),
      /** Size and root of the log as signed for the bundle. */
      size: z.int(),
      root: z.string(),
      bytes: z.int(),
      values: Values,
    }),
    policy: overseers,
    entry: 'log.exported',
  }),
} as const

/** What is said while a bundle is written, or looked at beforehand. */
export const exportEvents = {
  'log.exporting': z.strictObject({ done: z.int(), total: z.int() }),
} as const
