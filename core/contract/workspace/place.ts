import { z } from 'zod'
import { DocumentId } from '../../ids.ts'

/** Where a piece of text stands. */
export const Place = z.strictObject({
  document: DocumentId,
  title: z.string(),
  /** From 1; null where the format has no pages: unknown, never guessed (R5). */
  page: z.int().min(1).nullable(),
  /** UTF-16 code units in the text of the page, or of the whole document where there are no pages. */
  start: z.int().min(0),
  end: z.int().min(0),
})
export type Place = z.infer<typeof Place>
