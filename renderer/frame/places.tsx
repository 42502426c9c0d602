import { ImportBadge } from '../documents/import-badge.tsx'
import { useImporter } from '../documents/importer.tsx'
import { useWaiting } from '../grants/grants.ts'
import { useNavigation } from '../navigation.tsx'
import { type NavItem, NavList } from '../ui/lists/nav-list.tsx'
import { Count } from '../ui/marks/count.tsx'
import { useWorkspace } from '../workspace.tsx'

/** Where one can go in the workspace that is open, by one's role in it. An auditor has no documents and no threads. */
export function Places() {
  const { role, documents } = useWorkspace().about
  const { screen, go } = useNavigation()
  const { phase } = useImporter()
  const waiting = useWaiting()
  const isImporting = phase === 'running' || phase === 'pausing' || phase === 'paused'
  const items: NavItem[] = []
  if (role !== 'auditor')
    items.push(
      {
        id: 'ask',
        label: 'Ask',
        icon: 'thread',
        isCurrent: screen.kind === 'ask' && screen.thread === null,
        onAction: () => go({ kind: 'ask', thread: null }),
      },
      {
        id: 'documents',
        label: 'Documents',
        icon: 'documents',
        meta: isImporting ? <ImportBadge /> : documents.toLocaleString(),
        isCurrent: screen.kind === 'documents',
        onAction: () => go({ kind: 'documents' }),
      },
      {
        id: 'search',
        label: 'Search',
        icon: 'search',
        isCurrent: screen.kind === 'search',
        onAction: () => go({ kind: 'search' }),
      },
    )
  // A member has no look at the structure of the log, which names documents that they may not read.
  if (role !== 'member')
    items.push({
      id: 'audit',
      label: 'Audit log',
      icon: 'audit',
      isCurrent: screen.kind === 'audit',
      onAction: () => go({ kind: 'audit', entry: null }),
    })
  if (role === 'owner')
    items.push({
      id: 'people',
      label: 'People',
      icon: 'people',
      isCurrent: screen.kind === 'people',
      onAction: () => go({ kind: 'people' }),
    })
  if (role !== 'member')
    items.push({
      id: 'grants',
      label: 'Grants',
      icon: 'key',
      meta: <Count value={waiting} label={waiting === 1 ? 'request waits' : 'requests wait'} />,
      isCurrent: screen.kind === 'grants',
      onAction: () => go({ kind: 'grants' }),
    })
  return <NavList label="This workspace" items={items} />
}
