import { useInfiniteQuery } from '@tanstack/react-query'
import type { DocumentId } from '../../../core/ids.ts'
import { useWorkspace } from '../../workspace.tsx'
import { firstSlice, type Slice, sliceAbove, sliceBelow } from './text-slices.ts'

interface PageTextQuery {
  document: DocumentId
  /** Index among the texts of the document. */
  index: number
  characters: number
  /** What is read around at first. */
  span: Slice | null
}

/** The text of a page, a piece at a time. Each piece is an entry in the log, and is gone when it is no longer shown. */
export function usePageText({ document, index, characters, span }: PageTextQuery) {
  const { binding, caller } = useWorkspace()
  const first = firstSlice(characters, span)
  return useInfiniteQuery({
    queryKey: ['documents.text', binding, document, index, first.start, first.end],
    queryFn: async ({ pageParam, signal }) => {
      const { start, end } = pageParam
      if (start === end) return { text: '' }
      return await caller.call('documents.text', { document, index, start, end }, { signal })
    },
    initialPageParam: first,
    getPreviousPageParam: (_first, _all, slice) => sliceAbove(slice),
    getNextPageParam: (_last, _all, slice) => sliceBelow(slice, characters),
    select: ({ pages, pageParams }) => ({
      text: pages.map((page) => page.text).join(''),
      slice: { start: pageParams[0]?.start ?? 0, end: pageParams.at(-1)?.end ?? 0 },
    }),
    gcTime: 0,
  })
}
