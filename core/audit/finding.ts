import { z } from 'zod'

/** What the check of a log can find. Each has a sentence for the person; none carries client text. */
export const FindingKind = z.enum([
  'entry-changed',
  'entry-missing',
  'entry-added',
  'tree-changed',
  'table-missing',
  'guard-missing',
  'behind-anchor',
  'differs-from-anchor',
  'anchor-missing',
  'anchor-forged',
  'checkpoint-forged',
  'access-differs',
  'unreadable',
])
export type FindingKind = z.infer<typeof FindingKind>

export const Finding = z.strictObject({
  kind: FindingKind,
  /** The first entry concerned, where one can be named. */
  seq: z.int().optional(),
  sentence: z.string(),
})
export type Finding = z.infer<typeof Finding>

const sentences: Record<FindingKind, (seq: number) => string> = {
  'entry-changed': (seq) => `Entry ${seq} of the log was changed after it was written.`,
  'entry-missing': (seq) => `Entry ${seq} of the log is missing.`,
  'entry-added': (seq) => `Entry ${seq} stands in the log without belonging to its tree.`,
  'tree-changed': () => 'The tree of the log does not fit its entries.',
  'table-missing': () => 'A table of the log was removed from the file.',
  'guard-missing': () => 'A guard that keeps the log append-only was removed from the file.',
  'behind-anchor': () =>
    'This file is older than the last state this computer signed: it was put back from a copy, or cut off.',
  'differs-from-anchor': () => 'The log differs from the last state this computer signed.',
  'anchor-missing': () =>
    'This computer has no signed state for this log, though the log has entries: its anchor was removed.',
  'anchor-forged': () => 'The anchor kept for this log is not signed by this installation.',
  'checkpoint-forged': () =>
    'A checkpoint in this file is not signed by this installation, or does not fit the log.',
  'access-differs': () =>
    'Who may read what, as stored in the file, differs from what the log says: an older page was put back.',
  unreadable: () => 'Parts of the log cannot be read: the file is damaged.',
}

export function finding(kind: FindingKind, seq?: number): Finding {
  return { kind, sentence: sentences[kind](seq ?? 0), ...(seq === undefined ? {} : { seq }) }
}
