import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Place } from '../../core/contract/workspace/place.ts'
import { useWorkspace } from '../workspace.tsx'

type Span = Pick<Place, 'document' | 'page' | 'start' | 'end'>

const keyOf = (binding: number, { document, page, start, end }: Span) =>
  ['quote-found', binding, document, page, start, end] as const

/** Whether a cited span was found on its page as it is drawn; undefined until somebody has looked. */
export function useQuoteFound(span: Span): boolean | undefined {
  const { binding } = useWorkspace()
  return useQuery<boolean>({ queryKey: keyOf(binding, span), enabled: false }).data
}

/** Remembers what the source pane saw, for the citations that lead there. */
export function useSetQuoteFound(): (span: Span, found: boolean) => void {
  const { binding } = useWorkspace()
  const queries = useQueryClient()
  return useCallback(
    (span, found) => void queries.setQueryData<boolean>(keyOf(binding, span), found),
    [queries, binding],
  )
}
