import { z } from 'zod'

/**
 * Text from outside. Lone surrogates, which file names and pasted text can hold, have no UTF-8 form and so no place in
 * the log: each becomes U+FFFD.
 */
export const Text = z.string().transform((text) => text.toWellFormed())
