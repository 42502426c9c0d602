import { useState } from 'react'
import { useMembers } from '../members.ts'
import { NotLoaded } from '../not-loaded.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Segmented } from '../ui/fields/segmented.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useWorkspace } from '../workspace.tsx'
import { AccessGrid } from './access/access-grid.tsx'
import { GroupDialog } from './groups/group-dialog.tsx'
import { GroupsList } from './groups/groups-list.tsx'
import { AddMember } from './members/add-member.tsx'
import { MembersPanel } from './members/members-panel.tsx'
import styles from './people-screen.module.css'

type View = 'members' | 'access' | 'groups'

/** Who is here, in which groups, and who reads what. */
export function PeopleScreen() {
  const { role } = useWorkspace().about
  if (role !== 'owner')
    return (
      <div className={styles['screen']}>
        <Toolbar title="People" />
        <EmptyState icon="people" title="Only owners manage people">
          Ask an owner of this client if you need to read something, or if somebody else does.
        </EmptyState>
      </div>
    )
  return <OwnersPeople />
}

function OwnersPeople() {
  const members = useMembers()
  const [view, setView] = useState<View>('members')
  const [isNewGroup, setNewGroup] = useState(false)
  const people = members.data
  return (
    <div className={styles['screen']}>
      <Toolbar
        title="People"
        actions={
          people &&
          (view === 'members' ? (
            <AddMember people={people} />
          ) : (
            <Button variant="primary" icon="plus" onPress={() => setNewGroup(true)}>
              New group
            </Button>
          ))
        }
      >
        <Segmented
          label="View"
          items={[
            { id: 'members', label: 'Members', count: people?.members.length },
            { id: 'access', label: 'Who reads what' },
            { id: 'groups', label: 'Groups', count: people?.groups.length },
          ]}
          value={view}
          onChange={setView}
        />
      </Toolbar>
      {members.isPending && (
        <div className={styles['loading']}>
          <Skeleton label="Loading people" shape="rows" count={6} />
        </div>
      )}
      {members.isError && (
        <div className={styles['loading']}>
          <NotLoaded title="The people cannot be shown" error={members.error} onTryAgain={members.refetch} />
        </div>
      )}
      {people && view === 'members' && <MembersPanel people={people} />}
      {people && view === 'access' && <AccessGrid people={people} />}
      {people && view === 'groups' && <GroupsList people={people} onNew={() => setNewGroup(true)} />}
      {people && (
        <GroupDialog people={people} group={isNewGroup ? 'new' : null} onClose={() => setNewGroup(false)} />
      )}
    </div>
  )
}
