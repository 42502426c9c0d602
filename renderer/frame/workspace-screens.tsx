import { AskScreen } from '../ask/ask-screen.tsx'
import { AuditScreen } from '../audit/audit-screen.tsx'
import { DocumentsScreen } from '../documents/documents-screen.tsx'
import { GrantsScreen } from '../grants/grants-screen.tsx'
import { type Screen, useNavigation } from '../navigation.tsx'
import { PeopleScreen } from '../people/people-screen.tsx'
import { SearchScreen } from '../search/search-screen.tsx'
import { SourcePane } from '../sources/source-pane.tsx'
import { Split } from '../ui/split.tsx'
import { ScreenBoundary } from './screen-boundary.tsx'

/** The screen of the open workspace that one has gone to, with the document that is being looked at beside it. */
export function WorkspaceScreens() {
  const { screen, source, showSource } = useNavigation()
  const close = () => showSource(null)
  return (
    <Split
      paneLabel="Sources"
      isPaneShown={source !== null}
      onClose={close}
      pane={
        source && (
          <ScreenBoundary key={source.document}>
            <SourcePane source={source} onClose={close} />
          </ScreenBoundary>
        )
      }
    >
      <ScreenBoundary key={screen.kind}>
        <ScreenOf screen={screen} />
      </ScreenBoundary>
    </Split>
  )
}

function ScreenOf({ screen }: { screen: Screen }) {
  switch (screen.kind) {
    case 'ask':
      return <AskScreen thread={screen.thread} />
    case 'search':
      return <SearchScreen />
    case 'documents':
      return <DocumentsScreen />
    case 'audit':
      return <AuditScreen entry={screen.entry} about={screen.about ?? null} />
    case 'people':
      return <PeopleScreen />
    case 'grants':
      return <GrantsScreen />
    case 'across':
    case 'settings':
    case 'models':
      // Of the app, not of a workspace: the frame shows it.
      return null
    default:
      return screen satisfies never
  }
}
