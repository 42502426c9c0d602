import { z } from 'zod'
import type { OpenedEntry } from '../log.ts'

const Citations = z.array(
  z.object({ document: z.string(), page: z.int().nullable(), start: z.int(), end: z.int() }),
)

/** A place that an answer cites, in UTF-16 code units of its page. */
export type CitedSpan = z.infer<typeof Citations>[number]

/** What an answer cites, as far as its reader may see that. */
export function citedSpans(ended: OpenedEntry | null): CitedSpan[] {
  const opening = ended?.openings['citations']
  const parsed = Citations.safeParse(opening && 'value' in opening ? opening.value : [])
  return parsed.success ? parsed.data : []
}

/** Whether a passage holds a cited place. */
export function isCited(
  document: string,
  now: { page: number | null; start: number; end: number } | null,
  cited: readonly CitedSpan[],
): boolean {
  return (
    now !== null &&
    cited.some(
      (one) =>
        one.document === document && one.page === now.page && one.start < now.end && one.end > now.start,
    )
  )
}
