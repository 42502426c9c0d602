import { useThreads } from '../ask/conversation/threads.ts'
import { useNavigation } from '../navigation.tsx'
import type { PaletteItem } from '../ui/overlays/command-palette.tsx'
import { useWorkspace } from '../workspace.tsx'
import type { Actions } from './actions.ts'
import { Palette } from './palette.tsx'
import { keyCap, shortcuts } from './shortcuts.ts'

/** The palette while a client is open: with its places, and with its threads where one has any. */
export function WorkspacePalette(props: { isOpen: boolean; onClose: () => void; actions: Actions }) {
  const { id, about } = useWorkspace()
  const { go } = useNavigation()
  const items: PaletteItem[] = []
  if (about.role !== 'auditor')
    items.push(
      {
        id: 'ask',
        label: 'New thread',
        icon: 'thread',
        keys: keyCap(shortcuts.newThread),
        keywords: 'ask question',
        onAction: () => go({ kind: 'ask', thread: null }),
      },
      {
        id: 'documents',
        label: 'Documents',
        icon: 'documents',
        keywords: 'files import add',
        onAction: () => go({ kind: 'documents' }),
      },
      {
        id: 'search',
        label: 'Search',
        icon: 'search',
        keys: keyCap(shortcuts.search),
        keywords: 'find',
        onAction: () => go({ kind: 'search' }),
      },
    )
  if (about.role !== 'member')
    items.push({
      id: 'audit',
      label: 'Audit log',
      icon: 'audit',
      keywords: 'entries proof',
      onAction: () => go({ kind: 'audit', entry: null }),
    })
  if (about.role === 'owner')
    items.push({
      id: 'people',
      label: 'People',
      icon: 'people',
      keywords: 'groups members access read',
      onAction: () => go({ kind: 'people' }),
    })
  const open = { id, name: about.name, items }
  return about.role === 'auditor' ? (
    <Palette {...props} open={open} />
  ) : (
    <WithThreads {...props} open={open} />
  )
}

function WithThreads(
  props: Parameters<typeof Palette>[0] & { open: NonNullable<Parameters<typeof Palette>[0]['open']> },
) {
  const threads = useThreads()
  const { go } = useNavigation()
  const items: PaletteItem[] = (threads.data ?? []).map((thread) => ({
    id: thread.id,
    label: thread.title,
    icon: 'thread',
    meta: 'Thread',
    onAction: () => go({ kind: 'ask', thread: thread.id }),
  }))
  return <Palette {...props} open={{ ...props.open, items: [...props.open.items, ...items] }} />
}
