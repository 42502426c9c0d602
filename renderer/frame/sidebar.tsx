import { shell } from '../api.ts'
import type { Person } from '../firm/firm-state.ts'
import { useNavigation } from '../navigation.tsx'
import { type NavItem, NavList } from '../ui/lists/nav-list.tsx'
import { Avatar } from '../ui/marks/avatar.tsx'
import type { About } from '../workspace.tsx'
import { useClients } from '../workspaces/clients.ts'
import { Places } from './places.tsx'
import { Rail } from './rail.tsx'
import styles from './sidebar.module.css'
import { Threads } from './threads.tsx'

export interface SidebarProps {
  person: Person
  /** This person's role in the workspace that is open; null where none is. */
  role: About['role'] | null
}

/** The clients, the places and threads of the one that is open, and who is looking at them. */
export function Sidebar({ person, role }: SidebarProps) {
  const { screen, go } = useNavigation()
  const clients = useClients().data?.clients.length ?? 0
  const mayLookAcross = person.role === 'staff' && clients > 1
  const across: NavItem = {
    id: 'across',
    label: 'Look across clients',
    icon: 'search',
    isCurrent: screen.kind === 'across',
    // With a client open, it closes first: a page that holds one client's words is not shown another's.
    onAction: () => (role === null ? go({ kind: 'across' }) : void shell.call('window.leave', {})),
  }
  return (
    <aside aria-label="Sidebar" className={styles['sidebar']}>
      <div className={styles['scroll']}>
        {person.role === 'staff' && (
          <Rail
            onOpened={() =>
              go(role === 'auditor' ? { kind: 'audit', entry: null } : { kind: 'ask', thread: null })
            }
          />
        )}
        {role !== null && <Places />}
        {role !== null && role !== 'auditor' && <Threads />}
      </div>
      <div className={styles['foot']}>
        <NavList
          label="Bulkhead"
          isLabelHidden
          items={[
            ...(mayLookAcross ? [across] : []),
            {
              id: 'models',
              label: 'Models',
              icon: 'models',
              isCurrent: screen.kind === 'models',
              onAction: () => go({ kind: 'models' }),
            },
            {
              id: 'settings',
              label: 'Settings',
              icon: 'settings',
              isCurrent: screen.kind === 'settings',
              onAction: () => go({ kind: 'settings' }),
            },
          ]}
        />
        <p className={styles['person']}>
          <Avatar name={person.name} />
          <span className={styles['name']} title={person.name} dir="auto">
            {person.name}
          </span>
          <span className={styles['role']}>{roleName(person, role)}</span>
        </p>
      </div>
    </aside>
  )
}

function roleName(person: Person, role: SidebarProps['role']): string {
  if (person.role === 'operator') return 'Operator'
  switch (role) {
    case 'owner':
      return 'Owner'
    case 'member':
      return 'Member'
    case 'auditor':
      return 'Auditor'
    case null:
      return ''
    default:
      return role satisfies never
  }
}
