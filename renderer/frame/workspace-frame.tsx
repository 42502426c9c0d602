import { shell } from '../api.ts'
import { AskScreen } from '../ask/ask-screen.tsx'
import { AuditScreen } from '../audit/audit-screen.tsx'
import { DocumentsScreen } from '../documents/documents-screen.tsx'
import { type Screen, useNavigation } from '../navigation.tsx'
import { SearchScreen } from '../search/search-screen.tsx'
import { SettingsScreen } from '../settings/settings-screen.tsx'
import { SourcePane } from '../sources/source-pane.tsx'
import { useWorkspace } from '../workspace.tsx'
import { Rail } from './rail.tsx'

const places: readonly [label: string, screen: Screen][] = [
  ['Ask', { kind: 'ask', thread: null }],
  ['Search', { kind: 'search' }],
  ['Documents', { kind: 'documents' }],
  ['Audit log', { kind: 'audit', entry: null }],
  ['Settings', { kind: 'settings' }],
]

/** The window around the screens: title bar, sidebar, and what is shown. */
export function WorkspaceFrame() {
  const { screen, go, source, showSource } = useNavigation()
  const { about } = useWorkspace()
  return (
    <div>
      <header>
        <strong>{about.name}</strong>
        <button type="button" onClick={() => void shell.call('window.lock', {})}>
          Lock
        </button>
      </header>
      <Rail />
      <nav aria-label="This workspace">
        {places.map(([label, to]) => (
          <button key={label} type="button" onClick={() => go(to)}>
            {label}
          </button>
        ))}
      </nav>
      <main>
        <Shown screen={screen} />
      </main>
      {source && <SourcePane source={source} onClose={() => showSource(null)} />}
    </div>
  )
}

function Shown({ screen }: { screen: Screen }) {
  switch (screen.kind) {
    case 'ask':
      return <AskScreen thread={screen.thread} />
    case 'search':
      return <SearchScreen />
    case 'documents':
      return <DocumentsScreen />
    case 'audit':
      return <AuditScreen entry={screen.entry} />
    case 'settings':
      return <SettingsScreen />
  }
}
