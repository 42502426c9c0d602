import { type KeyboardEvent, type RefObject, useRef } from 'react'
import type { SearchHit } from '../../core/contract/workspace/search.ts'
import { useNavigation } from '../navigation.tsx'
import { isShown } from '../sources/is-shown.ts'
import { focusSourcePane } from '../sources/source-pane.tsx'
import { Hit } from './search-hit.tsx'
import styles from './search-screen.module.css'

interface SearchHitsProps {
  hits: readonly SearchHit[]
  query: string
  /** Up from the first. */
  onLeave: () => void
  listRef: RefObject<HTMLOListElement | null>
}

/** Passages, best first. Arrow keys go through them. */
export function SearchHits({ hits, query, onLeave, listRef }: SearchHitsProps) {
  const { source, showSource } = useNavigation()
  const buttons = useRef<(HTMLButtonElement | null)[]>([])

  function press(event: KeyboardEvent) {
    const at = buttons.current.findIndex((button) => button === document.activeElement)
    const last = hits.length - 1
    const to = { ArrowDown: Math.min(at + 1, last), ArrowUp: at - 1, Home: 0, End: last }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    if (to < 0) onLeave()
    else buttons.current[to]?.focus()
  }

  return (
    // Keys come from the buttons inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ol ref={listRef} className={styles['hits']} aria-label="Passages found" onKeyDown={press}>
      {hits.map((hit, index) => {
        const { document, title, page, start, end, ordinal } = hit
        const isOpen = isShown(source, hit)
        return (
          <li key={`${document} ${ordinal}`}>
            <Hit
              ref={(button) => {
                buttons.current[index] = button
              }}
              hit={hit}
              query={query}
              isOpen={isOpen}
              onOpen={() => {
                if (isOpen) focusSourcePane()
                else showSource({ document, title, span: { page, start, end } })
              }}
            />
          </li>
        )
      })}
    </ol>
  )
}
