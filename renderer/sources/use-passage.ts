import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { mostCharacters } from '../../core/contract/workspace/documents.ts'
import type { Source } from '../navigation.tsx'
import { useWorkspace } from '../workspace.tsx'
import type { Passage } from './passage.ts'
import { firstSlice } from './text/text-slices.ts'
import type { OpenedDocument } from './use-opened-document.ts'

/** The cited span of a page with the text around it, as it was read from the document; null where nothing is cited. */
export function usePassage(opened: OpenedDocument, span: Source['span']) {
  const { binding, caller } = useWorkspace()
  const index = indexOfPage(opened, span?.page ?? null)
  const characters = opened.texts[index]?.characters ?? 0
  return useQuery({
    queryKey: ['passage', binding, opened.id, index, span?.start, span?.end],
    queryFn: async ({ signal }): Promise<Passage | null> => {
      if (!span || span.end <= span.start || span.end - span.start > mostCharacters) return null
      const { start, end } = firstSlice(characters, span)
      const { text } = await caller.call(
        'documents.text',
        { document: opened.id, index, start, end },
        { signal },
      )
      const local = { start: span.start - start, end: span.end - start }
      return {
        ...span,
        quote: text.slice(local.start, local.end),
        around: { text, start: local.start },
      }
    },
    enabled: span !== null && index >= 0,
    // What was marked stays until the next is read.
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
}

/** Which text of a document is that of a page; -1 where it has no such page. */
export function indexOfPage(opened: OpenedDocument, page: number | null): number {
  return page === null ? 0 : opened.texts.findIndex(({ number }) => number === page)
}
