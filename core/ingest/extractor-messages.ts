import { z } from 'zod'
import { Extracted } from './extracted.ts'
import { ReadableFormat } from './format.ts'

/** One file to read. */
export const ExtractRequest = z.object({
  id: z.int().nonnegative(),
  bytes: z.instanceof(Uint8Array),
  fileName: z.string(),
})
export type ExtractRequest = z.infer<typeof ExtractRequest>

/**
 * What the extractor process answers. It has parsed a file that nobody vouches for, so its answer is checked like
 * one. `worn` asks for a fresh process: the file left too much in its memory.
 */
export const ExtractReply = z.discriminatedUnion('ok', [
  z.object({
    id: z.int().nonnegative(),
    worn: z.boolean(),
    ok: z.literal(true),
    format: ReadableFormat,
    extracted: Extracted,
  }),
  z.object({
    id: z.int().nonnegative(),
    worn: z.boolean(),
    ok: z.literal(false),
    code: z.enum(['unsupported-format', 'unreadable-document']),
    message: z.string().max(300),
  }),
])
export type ExtractReply = z.infer<typeof ExtractReply>
