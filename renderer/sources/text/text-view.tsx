import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { DocumentId } from '../../../core/ids.ts'
import { sentenceOf } from '../../problem.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PaneLoading } from '../pane-loading.tsx'
import { MarkedText } from './marked-text.tsx'
import { type Slice, wholeParagraphs } from './text-slices.ts'
import styles from './text-view.module.css'
import { usePageText } from './use-page-text.ts'

interface TextViewProps {
  document: DocumentId
  title: string
  index: number
  characters: number
  span: Slice | null
}

/** The text of a page, or of a document without pages, with the cited span marked and in sight. */
export function TextView({ document, title, index, characters, span }: TextViewProps) {
  const desk = useRef<HTMLElement>(null)
  const mark = useRef<HTMLElement>(null)
  const read = usePageText({ document, index, characters, span })
  const slice = read.data?.slice

  useLayoutEffect(() => {
    if (slice && mark.current && desk.current) toThird(desk.current, mark.current)
    // Only where something else is cited: what is read on the way leaves the reader where they are.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [slice !== undefined, document, index, span?.start, span?.end])
  useSteadyTop(desk, slice?.start)

  if (read.error)
    return (
      <EmptyState
        level={3}
        icon="danger"
        title="The text could not be read"
        actions={<Button onPress={() => void read.refetch()}>Try again</Button>}
      >
        {sentenceOf(read.error)}
      </EmptyState>
    )
  if (!read.data || !slice) return <PaneLoading />
  if (characters === 0)
    return (
      <EmptyState level={3} icon="documents" title="There is no text here">
        Nothing on this page could be read as text.
      </EmptyState>
    )

  const local = span && { start: span.start - slice.start, end: span.end - slice.start }
  const edges = { first: slice.start === 0, last: slice.end === characters }
  const shown = wholeParagraphs(read.data.text, edges, local)
  return (
    // A scrolled region has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={desk} className={styles['desk']} tabIndex={0} aria-label={`Text of ${title}`}>
      <div className={styles['paper']}>
        {read.hasPreviousPage && (
          <Button
            size="sm"
            isPending={read.isFetchingPreviousPage}
            onPress={() => void read.fetchPreviousPage()}
          >
            Show more above
          </Button>
        )}
        <MarkedText
          text={read.data.text.slice(shown.start, shown.end)}
          span={local && { start: local.start - shown.start, end: local.end - shown.start }}
          markRef={mark}
        />
        {read.hasNextPage && (
          <Button size="sm" isPending={read.isFetchingNextPage} onPress={() => void read.fetchNextPage()}>
            Show more below
          </Button>
        )}
      </div>
    </section>
  )
}

function toThird(desk: HTMLElement, mark: HTMLElement): void {
  const { top, height } = desk.getBoundingClientRect()
  desk.scrollTop += mark.getBoundingClientRect().top - top - height / 3
}

/** Keeps what is read in its place when more comes in above it. */
function useSteadyTop(deskRef: RefObject<HTMLElement | null>, start: number | undefined): void {
  const before = useRef({ start, height: 0 })
  useLayoutEffect(() => {
    const element = deskRef.current
    if (!element) return
    const known = before.current
    if (start !== undefined && known.start !== undefined && start < known.start)
      element.scrollTop += element.scrollHeight - known.height
    before.current = { start, height: element.scrollHeight }
  })
}
