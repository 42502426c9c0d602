export type Verdict = 'intact' | 'tampered' | 'incomplete' | 'unknown-key' | 'not-a-bundle'

export const exitCodes: Readonly<Record<Verdict, number>> = {
  intact: 0,
  tampered: 2,
  incomplete: 3,
  'unknown-key': 4,
  'not-a-bundle': 5,
}

/** What each finding says of a bundle, with the sentence for a person: docs/audit-bundle.md, section 10. */
export const findings = {
  'too-large': ['not-a-bundle', 'It is larger than a bundle can be.'],
  container: ['not-a-bundle', 'It is not a file of the kind that Bulkhead writes.'],
  manifest: ['not-a-bundle', 'What it says of itself cannot be understood.'],
  version: ['not-a-bundle', 'It is of a later version; use a newer verifier.'],
  'previous-form': ['not-a-bundle', 'The earlier file is neither a bundle nor a checkpoint.'],
  'unknown-key': ['unknown-key', 'It is signed, if at all, by another key than the one you gave.'],
  'previous-key': ['unknown-key', 'The earlier file is signed by another key than the one you gave.'],
  'cut-off': ['incomplete', 'The file was cut off; get it again.'],
  'member-missing': ['incomplete', 'One of its parts is missing.'],
  'entry-missing': ['incomplete', 'An entry is missing that it says it shows.'],
  'export-missing': ['incomplete', 'The entry of its own export is missing.'],
  'opening-missing': ['incomplete', 'A value is missing, although it says that it holds all of them.'],
  'behind-previous': ['incomplete', 'It is older than the earlier file: the log was longer then.'],
  'no-consistency-proof': [
    'incomplete',
    'It does not show that it continues the earlier file. Ask for one that does.',
  ],
  'file-changed': ['tampered', 'One of its parts was changed.'],
  'checkpoint-form': ['tampered', 'Its checkpoint is not in the form in which it is signed.'],
  signature: ['tampered', 'The signature of its checkpoint does not hold.'],
  'other-log': ['tampered', 'Its checkpoint is of another log.'],
  'checkpoint-behind': ['tampered', 'Its checkpoint is older than its entries.'],
  'proof-form': ['tampered', 'Its proofs are not in their form.'],
  'entry-form': ['tampered', 'A line of the entries is none.'],
  'entry-order': ['tampered', 'The entries are not in their order.'],
  'root-differs': ['tampered', 'The entries are not those that were signed.'],
  'export-differs': ['tampered', 'It says something else of itself than the entry of its export.'],
  'opening-form': ['tampered', 'A line of the openings is none.'],
  'opening-order': ['tampered', 'The openings are not in their order, or one is there twice.'],
  'opening-astray': ['tampered', 'A value belongs to no entry of it.'],
  'opening-beyond-level': ['tampered', 'A value is there that it says it does not release.'],
  'opening-differs': ['tampered', 'A value is not the one that was recorded.'],
  'openings-changed': ['tampered', 'The values are not those that were exported.'],
  consistency: ['tampered', 'The proof that the log continues an earlier one does not hold.'],
  'previous-signature': ['tampered', 'The signature of the earlier file does not hold.'],
  'previous-other-log': ['tampered', 'The earlier file is of another log.'],
  'previous-differs': [
    'tampered',
    'The log does not continue the earlier file: what was signed then is another.',
  ],
} as const satisfies Record<string, readonly [Verdict, string]>

export type FindingCode = keyof typeof findings

/** Something that is not as it should be, and where, as far as it can be told. */
export interface Finding {
  code: FindingCode
  file?: string
  /** An entry; with `lastSeq` the first of those among which it is. */
  seq?: number
  lastSeq?: number
  field?: string
}

/** A value, or what kept it from being one. */
export type Checked<T> = { value: T; found?: never } | { found: Finding; value?: never }

/** Not a bundle and unknown key come first; else tampered before incomplete. */
export function verdictOf(found: readonly Finding[]): Verdict {
  const verdicts = found.map(({ code }) => findings[code][0])
  const order = ['not-a-bundle', 'unknown-key', 'tampered', 'incomplete'] as const
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'intact'
}
