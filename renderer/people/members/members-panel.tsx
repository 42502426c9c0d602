import { useMemo, useState } from 'react'
import type { People } from '../../members.ts'
import { Banner } from '../../ui/banner.tsx'
import { type Column, Table } from '../../ui/lists/table.tsx'
import { Avatar } from '../../ui/marks/avatar.tsx'
import { Chip } from '../../ui/marks/chip.tsx'
import { ConfirmDialog } from '../../ui/overlays/confirm-dialog.tsx'
import { MenuIconButton } from '../../ui/overlays/menu.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { groupsInOrder, membersInOrder } from '../groups/groups-in-order.ts'
import { LossNotes } from '../access/loss-notes.tsx'
import styles from './members-panel.module.css'
import { RemoveMemberDialog } from './remove-member-dialog.tsx'
import { type Role, roles, roleWords } from './role-words.ts'
import { useRoleChange } from './use-role-change.ts'

export type Member = People['members'][number]

/** Who is in this client, with role and groups. */
export function MembersPanel({ people }: { people: People }) {
  const { about } = useWorkspace()
  const { asked, loss, isPending, problem, ask, drop, confirm } = useRoleChange()
  const [leaving, setLeaving] = useState<Member | null>(null)
  const members = useMemo(() => membersInOrder(people.members), [people.members])
  const columns = useMemo(() => {
    return columnsFor({ people, you: about.member, onRole: ask, onRemove: setLeaving })
  }, [people, about.member, ask])
  return (
    <div className={styles['panel']}>
      {problem !== null && (
        <div className={styles['problem']}>
          <Banner tone="danger" isAlert title="The role was not changed">
            {problem}
          </Banner>
        </div>
      )}
      <Table
        label="Members"
        columns={columns}
        rows={members}
        rowId={({ id }) => id}
        rowLabel={({ name }) => name}
        rowHeight={40}
      />
      <p className={styles['foot']}>
        Each member has a key of their own to this client; nobody else can open it, not even its name. Only
        owners can add and remove people.
      </p>
      <ConfirmDialog
        title={asked && <bdi>Make {asked.member.name} an auditor?</bdi>}
        isOpen={asked !== null}
        onClose={drop}
        cancelLabel="Leave it"
        confirmLabel="Make auditor"
        isPending={isPending}
        error={problem}
        onConfirm={confirm}
      >
        <LossNotes loss={loss} />
      </ConfirmDialog>
      <RemoveMemberDialog member={leaving} onClose={() => setLeaving(null)} />
    </div>
  )
}

interface Cells {
  people: People
  you: string
  onRole: (member: Member, role: Role) => void
  onRemove: (member: Member) => void
}

function columnsFor({ people, you, onRole, onRemove }: Cells): Column<Member>[] {
  const owners = people.members.filter(({ role }) => role === 'owner').length
  return [
    {
      id: 'name',
      label: 'Member',
      width: 'minmax(140px, 1fr)',
      cell: ({ id, name }) => (
        <>
          <Avatar name={name} />
          <span className={styles['name']} dir="auto">
            {name}
          </span>
          {id === you && <span className={styles['you']}>You</span>}
        </>
      ),
    },
    { id: 'role', label: 'Role', width: 88, cell: ({ role }) => roleWords(role) },
    {
      id: 'groups',
      label: 'Groups',
      width: 'minmax(88px, 1fr)',
      cell: (member) => <Groups people={people} member={member} />,
    },
    {
      id: 'actions',
      label: 'Actions',
      isLabelHidden: true,
      width: 44,
      align: 'end',
      cell: (member) => {
        const isLast = member.role === 'owner' && owners === 1
        return (
          <MenuIconButton
            size="sm"
            label={`Change ${member.name}`}
            excludeFromTabOrder
            items={[
              {
                id: 'role',
                label: isLast ? 'Role: the last owner stays one' : 'Role',
                entries: roles.map(({ id, label, description }) => ({
                  id,
                  label,
                  description,
                  isChecked: member.role === id,
                  isDisabled: isLast,
                  onAction: () => {
                    if (member.role !== id) onRole(member, id)
                  },
                })),
              },
              {
                id: 'leave',
                entries: [
                  {
                    id: 'remove',
                    label: `Remove ${member.id === you ? 'yourself' : member.name}…`,
                    icon: 'trash',
                    isDanger: true,
                    isDisabled: isLast,
                    onAction: () => onRemove(member),
                  },
                ],
              },
            ]}
          />
        )
      },
    },
  ]
}

/** An auditor reads no document, whatever group they are in. */
function Groups({ people, member }: { people: People; member: Member }) {
  if (member.role === 'auditor') return <span className={styles['you']}>Reads the log, no document</span>
  const groups = groupsInOrder(people.groups).filter(
    ({ everyone, members }) => !everyone && members.includes(member.id),
  )
  if (groups.length === 0) return <span className={styles['you']}>Everyone</span>
  return (
    <span className={styles['chips']} title={groups.map(({ name }) => name).join(', ')}>
      {groups.map(({ id, name }) => (
        <Chip key={id}>{name}</Chip>
      ))}
    </span>
  )
}
