import { z } from 'zod'
import { ReleaseLevel } from '../../release-level.ts'
import { method } from '../method.ts'
import { overseers } from './who.ts'

/** An end of a range: the number of an entry, or a time in Unix milliseconds. */
const Bound = z.union([z.strictObject({ seq: z.int().min(0) }), z.strictObject({ timeMs: z.int().min(0) })])

export const exportMethods = {
  /**
   * Writes an audit bundle (docs/audit-bundle.md) to a place that main has offered for it. Auditors export as far as
   * `redacted`; names and words are an owner's to release.
   */
  'log.export': method({
    input: z.strictObject({
      target: z.string().min(1),
      /** The first entry, and the first that is not shown any more; null for the ends of the log. */
      from: Bound.nullable().default(null),
      before: Bound.nullable().default(null),
      level: ReleaseLevel.default('redacted'),
      /** Whether personal data in what is released are masked. */
      masked: z.boolean().default(false),
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
      /** What became of the sealed values. */
      values: z.strictObject({
        opened: z.int(),
        masked: z.int(),
        erased: z.int(),
        notReadable: z.int(),
        sealed: z.int(),
      }),
    }),
    policy: overseers,
    entry: 'log.exported',
  }),
} as const

/** What is said while a bundle is written. */
export const exportEvents = {
  'log.exporting': z.strictObject({ done: z.int(), total: z.int() }),
} as const
