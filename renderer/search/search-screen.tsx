import { type KeyboardEvent, useRef } from 'react'
import type { SearchHit } from '../../core/contract/workspace/search.ts'
import { useNavigation } from '../navigation.tsx'
import { sentenceOf } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { SearchField } from '../ui/fields/search-field.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useEachVisit } from '../use-each-visit.ts'
import { useWorkspace } from '../workspace.tsx'
import { SearchHits } from './search-hits.tsx'
import styles from './search-screen.module.css'
import { mostHits, useSearch } from './use-search.ts'
import { useSearchText } from './use-search-text.ts'
import { useSettled } from './use-settled.ts'

/** Typing is one query, which is one entry in the log, once it has rested this long. */
const settleMs = 350
/** The longest query that the contract takes. */
const mostLength = 4_000

/** Passages of this client's documents, while one types. */
export function SearchScreen() {
  const { about } = useWorkspace()
  const [text, setText] = useSearchText()
  const typed = text.trim().slice(0, mostLength)
  const query = useSettled(typed, settleMs)
  const found = useSearch(query)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLOListElement>(null)

  // Who goes to search wants to type.
  useEachVisit(() => {
    field.current?.focus()
    field.current?.select()
  })

  const first = () => list.current?.querySelector('button')
  function press(event: KeyboardEvent) {
    if (event.target !== field.current || event.nativeEvent.isComposing) return
    if (event.key !== 'ArrowDown' || !first()) return
    event.preventDefault()
    first()?.focus()
  }

  return (
    <div className={styles['screen']}>
      <Toolbar title="Search" />
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          {/* Keys come from the field inside. */}
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
          <div className={styles['field']} onKeyDown={press}>
            <SearchField
              label={`Search the documents of ${about.name}`}
              placeholder="Words, names, amounts"
              size="lg"
              value={text}
              onChange={setText}
              onSubmit={() => first()?.click()}
              inputRef={field}
            />
          </div>
          <Found
            documents={about.documents}
            query={query}
            isSettling={typed !== query}
            found={found}
            onLeave={() => field.current?.focus()}
            listRef={list}
          />
        </div>
      </div>
    </div>
  )
}

interface FoundProps extends Pick<Parameters<typeof SearchHits>[0], 'onLeave' | 'listRef'> {
  documents: number
  query: string
  isSettling: boolean
  found: ReturnType<typeof useSearch>
}

function Found({ documents, query, isSettling, found, onLeave, listRef }: FoundProps) {
  const { go } = useNavigation()
  if (documents === 0)
    return (
      <EmptyState
        icon="documents"
        title="There is nothing to search yet"
        actions={
          <Button variant="primary" icon="plus" onPress={() => go({ kind: 'documents' })}>
            Add documents
          </Button>
        }
      >
        There are no documents here that you can read.
      </EmptyState>
    )
  if (query === '')
    return (
      <EmptyState icon="search" title="Search this client’s documents">
        Passages that have your words, or mean the same, from the {documents.toLocaleString()} that you can
        read.
      </EmptyState>
    )
  if (found.error)
    return (
      <EmptyState
        icon="danger"
        title="The search did not work"
        actions={<Button onPress={() => void found.refetch()}>Try again</Button>}
      >
        {sentenceOf(found.error)}
      </EmptyState>
    )
  return (
    <>
      <output className={styles['count']}>
        {found.data && !isSettling
          ? [countWords(found.data.hits), rankedWords(found.data)].filter(Boolean).join('. ')
          : '\u00a0'}
      </output>
      {!found.data && <Skeleton label="Searching" count={6} />}
      {found.data && found.data.hits.length > 0 && (
        <SearchHits hits={found.data.hits} query={query} onLeave={onLeave} listRef={listRef} />
      )}
      {found.data?.hits.length === 0 && !isSettling && (
        <EmptyState icon="search" title="No passage says that">
          Try fewer words, or other ones: a name, an amount, the word that the document would use.
        </EmptyState>
      )}
    </>
  )
}

type Ranked = Pick<NonNullable<ReturnType<typeof useSearch>['data']>, 'hits' | 'embedder' | 'reranker'>

/** By what they were found and put in order, where that is not what comes with the app. */
function rankedWords({ hits, embedder, reranker }: Ranked): string {
  if (hits.length === 0) return ''
  const said: string[] = []
  if (!embedder) said.push('Found by words alone: the model that finds by meaning is missing')
  else if (embedder.name !== 'built-in') said.push(`Found by words and ${embedder.name}`)
  if (reranker?.outcome === 'used') said.push(`Put in order by ${reranker.name}`)
  if (reranker?.outcome === 'late') said.push(`${reranker.name} was too slow to put them in order`)
  if (reranker?.outcome === 'failed') said.push(`${reranker.name} could not put them in order`)
  return said.join('. ')
}

function countWords(hits: readonly SearchHit[]): string {
  const count = hits.length
  if (count === 0) return ''
  // Something is always nearest in meaning, even to words that mean nothing.
  if (hits.every(({ ranks }) => ranks.keyword === null))
    return 'No passage has these words. These are the nearest in meaning, which may not be near.'
  if (count === mostHits) return `The best ${mostHits} passages`
  return count === 1 ? '1 passage' : `${count} passages`
}
