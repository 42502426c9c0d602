import { z } from 'zod'

/** The formats whose text can be read. */
export const ReadableFormat = z.enum(['text', 'markdown', 'html', 'pdf', 'docx'])
export type ReadableFormat = z.infer<typeof ReadableFormat>

/** What a file is; for one that cannot be read, its kind as a person would call it, in the plural. */
export type Format = ReadableFormat | { unsupported: string }
