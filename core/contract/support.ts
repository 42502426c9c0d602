import { z } from 'zod'
import { method } from './method.ts'
import { nothing } from './nothing.ts'

/** Whoever sits at this computer: what support needs most is made where nobody can sign in. */
const anyone = ['nobody', 'staff', 'operator'] as const

/**
 * The support file: versions, settings, counts and the diagnostic log. It holds no client text and no names, so no entry
 * has to be there before it is shown; where somebody is signed in, the firm's log says that it was saved.
 */
export const supportMethods = {
  /** What the file would hold, whole, to be looked at before it is saved. */
  'support.preview': method({
    input: nothing,
    output: z.strictObject({
      files: z.array(z.strictObject({ name: z.string(), text: z.string() })),
      /** Of all of it, hex: what is saved is what was shown. */
      sha256: z.string(),
    }),
    policy: anyone,
    entry: null,
  }),
  /** Saves what the last preview has shown as a zip. */
  'support.save': method({
    input: z.strictObject({
      sha256: z.string(),
      /** A place that the shell has offered; null for a new file in the person's downloads. */
      target: z.string().min(1).nullable().default(null),
    }),
    output: z.strictObject({ path: z.string(), bytes: z.int() }),
    policy: anyone,
    entry: null,
  }),
} as const
