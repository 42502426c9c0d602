import { z } from 'zod'

const Count = z.int().min(0)

/** What a destruction has removed, by kind: each was found, deleted, and looked for again. */
export const Removed = z.strictObject({
  /** Keys sealed to members, those of a change of key that was under way too. */
  wraps: Count,
  /** Items of the key store: the workspace’s share of the key. */
  shares: Count,
  /** Keys sealed under a recovery sheet. */
  recoveryFiles: Count,
  /** The encrypted file itself. */
  files: Count,
  /** What a database keeps beside its file, and copies that were being made of it. */
  sideFiles: Count,
  /** What was put aside when a backup took its place, or was left by a recovery that was killed. */
  putAside: Count,
  /** Files of the same workspace that an earlier firm left in this folder. */
  ofEarlierFirms: Count,
  /** What was released to operators. */
  releases: Count,
})
export type Removed = z.infer<typeof Removed>
