import { useState } from 'react'
import { plural } from '../../documents/plural.ts'
import type { People } from '../../members.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { MenuIconButton } from '../../ui/overlays/menu.tsx'
import { GroupDialog } from './group-dialog.tsx'
import styles from './groups.module.css'
import { groupsInOrder, membersInOrder } from './groups-in-order.ts'
import { RemoveGroupDialog } from './remove-group-dialog.tsx'

type Group = People['groups'][number]

export interface GroupsListProps {
  people: People
  onNew: () => void
}

/** The groups of this client: who is in them, how much they read, and what can be done with them. */
export function GroupsList({ people, onNew }: GroupsListProps) {
  const [renaming, setRenaming] = useState<Group | null>(null)
  const [removing, setRemoving] = useState<Group | null>(null)
  return (
    <div className={styles['list']}>
      <ul aria-label="Groups">
        {groupsInOrder(people.groups).map((group) => (
          <li key={group.id} className={styles['group']}>
            <div className={styles['words']}>
              <p className={styles['name']} dir="auto">
                {group.name}
              </p>
              <p className={styles['members']} dir="auto">
                {membersWords(group, people)}
              </p>
            </div>
            <span className={styles['count']}>{plural(group.documents, 'document')}</span>
            <span className={styles['more']}>
              {!group.everyone && (
                <MenuIconButton
                  size="sm"
                  label={`More for ${group.name}`}
                  items={[
                    { id: 'rename', label: 'Rename…', icon: 'edit', onAction: () => setRenaming(group) },
                    {
                      id: 'remove',
                      label: 'Remove…',
                      icon: 'trash',
                      isDanger: true,
                      onAction: () => setRemoving(group),
                    },
                  ]}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {people.groups.length === 1 && (
        <EmptyState
          icon="people"
          title="No groups of your own yet"
          actions={
            <Button icon="plus" onPress={onNew}>
              New group
            </Button>
          }
        >
          A document that lists a group can be read by those who are in it, and by nobody else. Without groups
          everyone reads everything here.
        </EmptyState>
      )}
      <GroupDialog people={people} group={renaming} onClose={() => setRenaming(null)} />
      <RemoveGroupDialog group={removing} onClose={() => setRemoving(null)} />
    </div>
  )
}

/** Named before they are counted. */
const mostNames = 5

export function membersWords({ everyone, members }: Group, people: People): string {
  if (everyone)
    return people.members.length === 1 ? 'You alone, so far' : `All ${people.members.length} members`
  const names = membersInOrder(people.members).flatMap(({ id, name }) => (members.includes(id) ? [name] : []))
  if (names.length === 0) return 'Nobody is in it yet'
  const more = names.length - mostNames
  return names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more.toLocaleString()} more` : '')
}
