import { useState } from 'react'
import type { GroupId, StaffId } from '../../../core/ids.ts'
import { plural } from '../../documents/plural.ts'
import type { People } from '../../members.ts'
import { sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Avatar } from '../../ui/marks/avatar.tsx'
import { ConfirmDialog } from '../../ui/overlays/confirm-dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { groupsInOrder, membersInOrder } from '../groups/groups-in-order.ts'
import { useAccessChange, useAccessLoss } from '../people.ts'
import { AdoptBanner } from './adopt-banner.tsx'
import styles from './access-grid.module.css'
import { LossNotes } from './loss-notes.tsx'
import { ReadableDrawer } from './readable-drawer.tsx'

type Member = People['members'][number]
type Group = People['groups'][number]

/** Somebody is to be put into a group, or taken out of it. */
interface Move {
  member: Member
  group: Group
}

const roleWords: Readonly<Record<Member['role'], string>> = {
  owner: 'Owner',
  member: 'Member',
  auditor: 'Auditor',
}

/** Everybody by every group: a mark says that they read its documents, and pressing it changes that. */
export function AccessGrid({ people }: { people: People }) {
  const [person, setPerson] = useState<Member | null>(null)
  const moves = useMoves()
  const groups = groupsInOrder(people.groups)
  return (
    <>
      {moves.error !== null && (
        <div className={styles['notes']}>
          <Banner tone="danger" isAlert title="Nothing was changed">
            {moves.error}
          </Banner>
        </div>
      )}
      <div className={styles['scroll']}>
        <table className={styles['grid']}>
          <caption>
            <VisuallyHidden>Who reads the documents of which group</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <th scope="col" className={styles['person']}>
                Person
              </th>
              <th scope="col">Role</th>
              {groups.map((group) => (
                <th key={group.id} scope="col" className={styles['group']}>
                  <span className={styles['groupName']} dir="auto" title={group.name}>
                    {group.name}
                  </span>
                  <span className={styles['count']}>{plural(group.documents, 'document')}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {membersInOrder(people.members).map((member) => (
              <tr key={member.id}>
                <th scope="row" className={styles['person']}>
                  <span className={styles['who']}>
                    <Avatar name={member.name} />
                    <span className={styles['name']}>
                      <LinkButton
                        aria-label={`What ${member.name} can read`}
                        onPress={() => setPerson(member)}
                      >
                        <bdi>{member.name}</bdi>
                      </LinkButton>
                    </span>
                  </span>
                </th>
                <td className={styles['role']}>{roleWords[member.role]}</td>
                {member.role === 'auditor' ? (
                  <td colSpan={groups.length} className={styles['reads']}>
                    Reads the log, not the documents
                  </td>
                ) : (
                  groups.map((group) => (
                    <td key={group.id} className={styles['group']}>
                      <Cell member={member} group={group} onMove={moves.ask} />
                    </td>
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles['notes']}>{people.unread > 0 && <AdoptBanner people={people} />}</div>
      <ConfirmDialog
        title={
          moves.asked && (
            <bdi>
              Take {moves.asked.member.name} out of “{moves.asked.group.name}”?
            </bdi>
          )
        }
        isOpen={moves.asked !== null}
        onClose={moves.drop}
        cancelLabel="Leave it"
        confirmLabel="Take out"
        isPending={moves.isPending}
        error={moves.error}
        onConfirm={moves.confirm}
      >
        <LossNotes loss={moves.loss} />
      </ConfirmDialog>
      <ReadableDrawer person={person} onClose={() => setPerson(null)} />
    </>
  )
}

function Cell({ member, group, onMove }: Move & { onMove: (move: Move) => void }) {
  const isIn = group.members.includes(member.id)
  if (group.everyone)
    return (
      <span className={styles['cell']} title="Every member is in this group">
        {isIn ? <Icon name="check" /> : '–'}
        <VisuallyHidden>{isIn ? 'reads' : 'does not read'}</VisuallyHidden>
      </span>
    )
  return (
    <span className={styles['cell']}>
      <Checkbox
        aria-label={`${member.name} reads ${group.name}`}
        isSelected={isIn}
        onChange={() => onMove({ member, group })}
      >
        {null}
      </Checkbox>
    </span>
  )
}

/** Putting in is done at once; taking out too, unless documents would be left to nobody: then it is asked. */
function useMoves() {
  const [asked, setAsked] = useState<Move | null>(null)
  const preview = useAccessLoss()
  const change = useAccessChange(
    async (caller, { group, member, told }: { group: GroupId; member: StaffId; told: number | null }) =>
      told === null
        ? await caller.call('groups.join', { group, member })
        : await caller.call('groups.leave', { group, member, told }),
  )

  async function move({ member, group }: Move, told: number | null) {
    await change.mutateAsync({ group: group.id, member: member.id, told })
    setAsked(null)
    showToast(
      told === null
        ? { text: `${member.name} reads “${group.name}” now` }
        : {
            text: `${member.name} no longer reads “${group.name}”`,
            action: { label: 'Undo', onAction: () => void run({ member, group }, null) },
          },
    )
  }

  async function run(next: Move, told: number | null) {
    // What went wrong stands above the grid, or in the dialog.
    await move(next, told).catch(() => undefined)
  }

  async function ask(next: Move) {
    if (!next.group.members.includes(next.member.id)) return await run(next, null)
    const change_ = { kind: 'left', group: next.group.id, member: next.member.id } as const
    const loss = await preview.mutateAsync(change_).catch(() => null)
    if (loss === null) return
    if (loss.unread > 0) setAsked(next)
    else await run(next, 0)
  }

  const failure = change.error ?? preview.error
  return {
    asked,
    loss: preview.data,
    isPending: change.isPending,
    error: failure && sentenceOf(failure),
    ask: (next: Move) => void ask(next),
    drop: () => setAsked(null),
    confirm: () => {
      if (asked) void run(asked, preview.data?.unread ?? 0)
    },
  }
}
