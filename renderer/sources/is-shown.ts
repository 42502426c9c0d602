import type { Place } from '../../core/contract/workspace/place.ts'
import type { Source } from '../navigation.tsx'

/** Whether the source pane shows this very span. */
export function isShown(
  source: Source | null,
  { document, page, start, end }: Pick<Place, 'document' | 'page' | 'start' | 'end'>,
): boolean {
  if (source?.document !== document || !source.span) return false
  const { span } = source
  return span.page === page && span.start === start && span.end === end
}
