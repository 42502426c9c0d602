import { z } from 'zod'

/** The most text one file may give, in UTF-16 code units. */
export const maxTextLength = 50_000_000

/** Where a heading stands in its page's text, in UTF-16 code units; `end` is exclusive. Level 1 is the outermost. */
export const ExtractedHeading = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  level: z.int().min(1).max(6),
})
export type ExtractedHeading = z.infer<typeof ExtractedHeading>

/**
 * One page. `page` counts from 1 and is null where the format has no pages: it is never guessed (R5). `text` is in
 * Unicode form NFC, its paragraphs are separated by one blank line, and it holds no control character but line
 * feed and tab. Headings are in order and do not overlap.
 */
export const ExtractedPage = z
  .object({
    page: z.int().positive().nullable(),
    text: z.string().max(maxTextLength),
    headings: z.array(ExtractedHeading),
  })
  .refine((page) => !page.text.includes('\0'), 'holds a NUL')
  .refine(headingsAreInOrder, 'has headings that overlap or lie outside')
export type ExtractedPage = z.infer<typeof ExtractedPage>

/** What a file gave. A format without pages gives exactly one, numbered null. */
export const Extracted = z.object({
  title: z.string().max(1000).nullable(),
  pages: z.array(ExtractedPage).min(1),
})
export type Extracted = z.infer<typeof Extracted>

function headingsAreInOrder(page: { text: string; headings: ExtractedHeading[] }): boolean {
  let from = 0
  for (const heading of page.headings) {
    if (heading.start < from || heading.end <= heading.start) return false
    from = heading.end
  }
  return from <= page.text.length
}
