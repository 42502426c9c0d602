import { shell } from '../api.ts'
import { useClients } from '../workspaces/clients.ts'
import { useWindowState } from '../window-state.ts'

/** The clients of this person, one of which may be open. */
export function Rail() {
  const clients = useClients()
  const shown = useWindowState()
  return (
    <nav aria-label="Workspaces">
      {clients.data?.clients.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          aria-current={'workspace' in shown && shown.workspace === id}
          onClick={() => void shell.call('window.open', { workspace: id })}
        >
          {name}
        </button>
      ))}
    </nav>
  )
}
