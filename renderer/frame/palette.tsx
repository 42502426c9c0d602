import { CommandPalette, type PaletteItem, type PaletteSection } from '../ui/overlays/command-palette.tsx'
import { WorkspaceTile } from '../ui/marks/workspace-tile.tsx'
import { useSaveSettings, useSettings } from '../settings/settings.ts'
import { useNewClient } from '../workspaces/new-client-provider.tsx'
import { openClient } from '../workspaces/open-client.ts'
import type { Actions } from './actions.ts'
import { Locked } from './locked.tsx'
import { clientShortcut, keyCap, shortcuts } from './shortcuts.ts'

export interface PaletteProps {
  isOpen: boolean
  onClose: () => void
  actions: Actions
  /** The client that is open, with its places and threads. */
  open: { id: string; name: string; items: readonly PaletteItem[] } | null
}

/** Everything there is to go to or to do. */
export function Palette({ isOpen, onClose, actions, open }: PaletteProps) {
  const more = useActionItems(actions)
  const clients: PaletteSection = {
    id: 'clients',
    label: open ? 'Switch client' : 'Open a client',
    items: actions.clients.flatMap(({ id, name, colour }, index) => {
      if (id === open?.id) return []
      const keys = clientShortcut(index)
      return [
        {
          id,
          label: name,
          mark: <WorkspaceTile name={name} colour={colour} state="locked" />,
          meta: <Locked isSaid />,
          keys: keys ? keyCap(keys) : undefined,
          note: open ? `Closes ${open.name}. The composer will be empty.` : undefined,
          onAction: () => openClient(id),
        },
      ]
    }),
  }
  const sections = [
    clients,
    ...(open ? [{ id: 'places', label: `In ${open.name}`, items: open.items }] : []),
    { id: 'actions', label: 'Do', items: more },
  ]
  return (
    <CommandPalette
      isOpen={isOpen}
      onClose={onClose}
      label="Go to a client, a thread or an action"
      sections={sections}
      empty="No client, thread or action of yours is called that."
    />
  )
}

function useActionItems(actions: Actions): PaletteItem[] {
  const newClient = useNewClient()
  const settings = useSettings()
  const save = useSaveSettings()
  const items: PaletteItem[] = []
  if (newClient) items.push({ id: 'new-client', label: 'New client', icon: 'plus', onAction: newClient })
  if (actions.lock)
    items.push({
      id: 'lock',
      label: 'Lock now',
      icon: 'lock',
      keys: keyCap(shortcuts.lock),
      keywords: 'sign out log out',
      onAction: actions.lock,
    })
  if (actions.settings)
    items.push({
      id: 'settings',
      label: 'Settings',
      icon: 'settings',
      keys: keyCap(shortcuts.settings),
      onAction: actions.settings,
    })
  if (actions.sidebar)
    items.push({
      id: 'sidebar',
      label: 'Show or hide the sidebar',
      icon: 'panel-left',
      keys: keyCap(shortcuts.sidebar),
      onAction: actions.sidebar,
    })
  const now = settings.data
  if (now)
    for (const { theme, label, icon } of themes)
      if (theme !== now.theme)
        items.push({
          id: `theme ${theme}`,
          label,
          icon,
          keywords: 'theme appearance',
          onAction: () => save.mutate({ ...now, theme }),
        })
  if (actions.keys)
    items.push({
      id: 'keys',
      label: 'All keys of the keyboard',
      icon: 'palette',
      keys: keyCap(shortcuts.keys),
      keywords: 'shortcuts help',
      onAction: actions.keys,
    })
  return items
}

const themes = [
  { theme: 'light', label: 'Light theme', icon: 'sun' },
  { theme: 'dark', label: 'Dark theme', icon: 'moon' },
  { theme: 'system', label: 'Theme of the system', icon: 'monitor' },
] as const
