import { z } from 'zod'
import { AnswerId, DocumentId } from '../../ids.ts'
import { method } from '../method.ts'
import { OpenedEntry } from './log.ts'
import { everybody } from './who.ts'

/** A passage that an answer was made from. */
const TracedPassage = z.strictObject({
  document: DocumentId,
  ordinal: z.int(),
  /** Of its text when the answer was made, hex. */
  sha256: z.string(),
  /** Null where it is not there any more: its document was taken out, or was read anew. */
  now: z
    .strictObject({
      title: z.string(),
      page: z.int().min(1).nullable(),
      /** UTF-16 code units in the page's text. */
      start: z.int(),
      end: z.int(),
      heading: z.string().nullable(),
      text: z.string(),
      /** Whether the text still has that hash. */
      same: z.boolean(),
    })
    .nullable(),
})
export type TracedPassage = z.infer<typeof TracedPassage>

export const traceMethods = {
  /**
   * How an answer was made: its entries with what the caller may see of them, and the passages as they are now. Members
   * are shown their own answers, while every document of the prompt can be read by them; anything else is not found.
   */
  'answer.trace': method({
    input: z.strictObject({ answer: AnswerId }),
    output: z.strictObject({
      answer: AnswerId,
      began: OpenedEntry,
      /** The search that the model asked for, where it did: its passages and prompt take the place of the first ones. */
      searched: OpenedEntry.nullable(),
      /** Null while it is being made. */
      ended: OpenedEntry.nullable(),
      /** In the order of the prompt; null where the caller may not see which. */
      passages: z.array(TracedPassage).nullable(),
    }),
    policy: everybody,
    entry: 'answer.traced',
  }),
} as const
