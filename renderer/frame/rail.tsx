import { IconButton } from '../ui/icon-button.tsx'
import { NavList } from '../ui/lists/nav-list.tsx'
import { WorkspaceTile } from '../ui/marks/workspace-tile.tsx'
import { useWindowState } from '../window-state.ts'
import { useClients } from '../workspaces/clients.ts'
import { useNewClient } from '../workspaces/new-client-provider.tsx'
import { openClient } from '../workspaces/open-client.ts'
import { Locked } from './locked.tsx'
import styles from './sidebar.module.css'

/** The clients of this person, at most one of which is open. */
export function Rail({ onOpened }: { onOpened: () => void }) {
  const list = useClients()
  const shown = useWindowState()
  const newClient = useNewClient()
  const closed = list.data?.closed ?? []
  return (
    <>
      <NavList
        label="Workspaces"
        action={newClient && <IconButton icon="plus" size="sm" label="New client" onPress={newClient} />}
        empty={list.data ? 'None yet' : undefined}
        items={(list.data?.clients ?? []).map(({ id, name, colour }) => {
          const isOpen = shown.kind === 'open' && shown.workspace === id
          return {
            id,
            label: name,
            mark: <WorkspaceTile name={name} colour={colour} state={isOpen ? 'open' : 'locked'} />,
            meta: isOpen ? 'Open' : <Locked />,
            isStrong: isOpen,
            onAction: () => (isOpen ? onOpened() : openClient(id)),
          }
        })}
      />
      {closed.length > 0 && (
        <p className={styles['closed']} title={closed[0]?.reason}>
          {closed.length === 1
            ? 'Your key to one more client does not open, so its name cannot be shown.'
            : `Your keys to ${closed.length} more clients do not open, so their names cannot be shown.`}
        </p>
      )}
    </>
  )
}
