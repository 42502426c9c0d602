import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { Place } from '../core/contract/workspace/place.ts'
import type { DocumentId, ThreadId } from '../core/ids.ts'

/** What the main part of the window shows. There are no addresses: a browser would keep them. */
export type Screen =
  | { kind: 'ask'; thread: ThreadId | null }
  | { kind: 'search' }
  | { kind: 'documents' }
  | { kind: 'audit'; entry: number | null }
  | { kind: 'settings' }

/** What the source pane shows: a document, and in it the cited span, if any. */
export type Source = {
  document: DocumentId
  title: string
  span: Pick<Place, 'page' | 'start' | 'end'> | null
}

interface Navigation {
  screen: Screen
  go(screen: Screen): void
  source: Source | null
  showSource(source: Source | null): void
}

const Context = createContext<Navigation | null>(null)

export function NavigationProvider({ start, children }: { start: Screen; children: ReactNode }) {
  const [screen, setScreen] = useState<Screen>(start)
  const [source, showSource] = useState<Source | null>(null)
  const navigation = useMemo(
    () => ({
      screen,
      go(next: Screen) {
        setScreen(next)
        if (next.kind !== 'ask' && next.kind !== 'search' && next.kind !== 'documents') showSource(null)
      },
      source,
      showSource,
    }),
    [screen, source],
  )
  return <Context value={navigation}>{children}</Context>
}

export function useNavigation(): Navigation {
  const navigation = useContext(Context)
  if (!navigation) throw new Error('no navigation here')
  return navigation
}
