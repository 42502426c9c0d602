import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { Place } from '../core/contract/workspace/place.ts'
import type { DocumentId, StaffId, ThreadId } from '../core/ids.ts'

/** What the main part of the window shows. There are no addresses: a browser would keep them. */
export type Screen =
  | { kind: 'ask'; thread: ThreadId | null }
  | { kind: 'search' }
  | { kind: 'documents' }
  | { kind: 'audit'; entry: number | null; about?: LogSubject }
  | { kind: 'people' }
  | { kind: 'grants' }
  /** Of the firm: no client is open then. */
  | { kind: 'across' }
  | { kind: 'settings' }
  | { kind: 'models' }

/** Whose or what's history in the log one came for. */
export type LogSubject = { person: StaffId } | { document: DocumentId; title: string }

/** What the source pane shows: a document, and in it the cited span, if any. */
export type Source = {
  document: DocumentId
  title: string
  span: Pick<Place, 'page' | 'start' | 'end'> | null
}

/** Screens beside which a document stays open. */
const besideSources: readonly Screen['kind'][] = ['ask', 'search', 'documents']

interface Navigation {
  screen: Screen
  /** Counts the times that a person went somewhere, also to where they were: "new thread" in a new thread. */
  visit: number
  go: (screen: Screen) => void
  source: Source | null
  showSource: (source: Source | null) => void
}

const Context = createContext<Navigation | null>(null)

export function NavigationProvider({ start, children }: { start: Screen; children: ReactNode }) {
  const [{ screen, visit }, setPlace] = useState<{ screen: Screen; visit: number }>({
    screen: start,
    visit: 0,
  })
  const [source, showSource] = useState<Source | null>(null)
  const navigation = useMemo(
    () => ({
      screen,
      visit,
      go(next: Screen) {
        setPlace((before) => ({ screen: next, visit: before.visit + 1 }))
        if (!besideSources.includes(next.kind)) showSource(null)
      },
      source,
      showSource,
    }),
    [screen, visit, source],
  )
  return <Context value={navigation}>{children}</Context>
}

export function useNavigation(): Navigation {
  const navigation = useContext(Context)
  if (!navigation) throw new Error('no navigation here')
  return navigation
}
