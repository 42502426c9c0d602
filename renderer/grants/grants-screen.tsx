import { EmptyState } from '../ui/empty-state.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useWorkspace } from '../workspace.tsx'
import { AuditorsGrants } from './auditors-grants.tsx'
import styles from './grants-screen.module.css'
import { OwnersGrants } from './owners-grants.tsx'

/** Who may look at what of this workspace for a while: asked for, given, ended. */
export function GrantsScreen() {
  const { role } = useWorkspace().about
  switch (role) {
    case 'owner':
      return <OwnersGrants />
    case 'auditor':
      return <AuditorsGrants />
    case 'member':
      return (
        <div className={styles['screen']}>
          <Toolbar title="Grants" />
          <EmptyState icon="lock" title="Only owners give grants">
            An owner of this client decides who may look at its log, and whether it may be looked at across
            clients.
          </EmptyState>
        </div>
      )
    default:
      return role satisfies never
  }
}
