import { useState } from 'react'
import type { StaffId } from '../../../core/ids.ts'
import type { People } from '../../members.ts'
import { sentenceOf } from '../../problem.ts'
import { CheckboxGroup } from '../../ui/fields/checkbox-group.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { FormDialog } from '../../ui/overlays/form-dialog.tsx'
import { useAccessChange } from '../people.ts'
import { membersInOrder } from './groups-in-order.ts'

export interface GroupDialogProps {
  people: People
  /** A group to be renamed, "new", or null: it is shut. */
  group: People['groups'][number] | 'new' | null
  onClose: () => void
}

/** Makes a group with its first members, or gives one another name. */
export function GroupDialog({ people, group, onClose }: GroupDialogProps) {
  if (group === null) return null
  const known = group === 'new' ? null : group
  // Begins anew with the group it is about.
  return <GroupForm key={known?.id ?? 'new'} people={people} known={known} onClose={onClose} />
}

function GroupForm({
  people,
  known,
  onClose,
}: Pick<GroupDialogProps, 'people' | 'onClose'> & { known: People['groups'][number] | null }) {
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
    await save.mutateAsync(undefined)
    onClose()
  }

  return (
    <FormDialog
      size="sm"
      title={known ? <bdi>Rename “{known.name}”</bdi> : 'New group'}
      submitLabel={known ? 'Rename' : 'Make group'}
      isReady={mayBe}
      isPending={save.isPending}
      // What went wrong stands below the field.
      onSubmit={() => void submit().catch(() => undefined)}
      onClose={onClose}
    >
      <TextField
        size="lg"
        label="Name"
        autoFocus
        placeholder={known ? undefined : 'Payroll, Partners, Litigation…'}
        maxLength={mostLength}
        value={name}
        onChange={setName}
        error={save.error && sentenceOf(save.error)}
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
    </FormDialog>
  )
}

/** What the contract takes. */
const mostLength = 80
