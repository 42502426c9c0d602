import { z } from 'zod'

/**
 * How much of a log an audit bundle releases, each level what is before it and more: hashes and structure; which models
 * were used; names and titles; words.
 */
export const ReleaseLevel = z.enum(['proof', 'redacted', 'named', 'full'])
export type ReleaseLevel = z.infer<typeof ReleaseLevel>
