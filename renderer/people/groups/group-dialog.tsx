import { useState } from 'react'
import type { StaffId } from '../../../core/ids.ts'
import type { People } from '../../members.ts'
import { sentenceOf } from '../../problem.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/fields/checkbox-group.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { useAccessChange } from '../people.ts'
import { membersInOrder } from './groups-in-order.ts'
import styles from './groups.module.css'

export interface GroupDialogProps {
  people: People
  /** A group to be renamed, "new", or null: it is shut. */
  group: People['groups'][number] | 'new' | null
  onClose: () => void
}

/** Makes a group with its first members, or gives one another name. */
export function GroupDialog({ people, group, onClose }: GroupDialogProps) {
  // Begins anew with the group it is about.
  const key = group === null || group === 'new' ? String(group) : group.id
  return <GroupForm key={key} people={people} group={group} onClose={onClose} />
}

function GroupForm({ people, group, onClose }: GroupDialogProps) {
  const known = group === null || group === 'new' ? null : group
  const [name, setName] = useState(known?.name ?? '')
  const [members, setMembers] = useState<readonly string[]>([])
  const readers = membersInOrder(people.members).filter(({ role }) => role !== 'auditor')
  const save = useAccessChange(async (caller) =>
    known
      ? await caller.call('groups.rename', { group: known.id, name })
      : await caller.call('groups.add', {
          name,
          members: readers.flatMap(({ id }): StaffId[] => (members.includes(id) ? [id] : [])),
        }),
  )
  const mayBe = name.trim() !== '' && name.trim().length <= mostLength

  async function submit() {
    if (!mayBe || save.isPending) return
    await save.mutateAsync(undefined)
    onClose()
  }
  // What went wrong stands below the field.
  const send = () => void submit().catch(() => undefined)

  return (
    <Dialog
      size="sm"
      title={known ? <bdi>Rename “{known.name}”</bdi> : 'New group'}
      isOpen={group !== null}
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            Cancel
          </Button>
          <Button size="lg" variant="primary" isDisabled={!mayBe} isPending={save.isPending} onPress={send}>
            {known ? 'Rename' : 'Make group'}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <TextField
          size="lg"
          label="Name"
          autoFocus
          placeholder={known ? undefined : 'Payroll, Partners, Litigation…'}
          maxLength={mostLength}
          value={name}
          onChange={setName}
          error={save.error && sentenceOf(save.error)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) send()
          }}
        />
        {!known && (
          <CheckboxGroup
            label="Who is in it"
            hint="They read every document that lists this group. You can change this at any time."
            items={readers.map(({ id, name: label }) => ({ id: id as string, label }))}
            value={members}
            onChange={setMembers}
          />
        )}
      </div>
    </Dialog>
  )
}

/** What the contract takes. */
const mostLength = 80
