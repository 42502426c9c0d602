import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { firm } from '../../api.ts'
import { useStaff } from '../../firm/staff.ts'
import type { People } from '../../members.ts'
import { useNavigation } from '../../navigation.tsx'
import { sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/fields/checkbox-group.tsx'
import { RadioGroup } from '../../ui/fields/radio-group.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { accessChanged } from '../people.ts'
import { showToast } from '../../ui/toast.tsx'
import { useWorkspace } from '../../workspace.tsx'
import styles from './members-panel.module.css'
import { type Role, roles, roleWords } from './role-words.ts'

/** The button, and what it asks. */
export function AddMember({ people }: { people: People }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" icon="user-plus" onPress={() => setOpen(true)}>
        Add member
      </Button>
      {isOpen && <AddMemberDialog people={people} onClose={() => setOpen(false)} />}
    </>
  )
}

function AddMemberDialog({ people, onClose }: { people: People; onClose: () => void }) {
  const id = useId()
  const { id: workspace, binding, caller, about } = useWorkspace()
  const { go } = useNavigation()
  const queries = useQueryClient()
  const staff = useStaff()
  const [chosen, setChosen] = useState<string | null>(null)
  const [role, setRole] = useState<Role>('member')
  const [groups, setGroups] = useState<readonly string[]>([])
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const others = (staff.data ?? []).filter(
    (one) =>
      one.role === 'staff' && !one.isSuspended && !people.members.some((member) => member.id === one.id),
  )
  const person = others.find((one) => one.id === chosen)
  const named = people.groups.filter(({ everyone }) => !everyone)

  async function add() {
    if (!person || isPending) return
    setPending(true)
    setProblem(null)
    try {
      const { id: member, name, publicKey } = person
      await caller.call('members.add', { member, name, role, publicKey, groups: [...groups] })
      await firm.call('workspaces.admit', { workspace, staff: member })
      onClose()
      showToast({ text: `${name} was added: ${roleWords(role)}` })
    } catch (error) {
      setProblem(sentenceOf(error))
      setPending(false)
    } finally {
      await accessChanged(queries, binding)
      await staff.refetch()
    }
  }

  if (others.length === 0)
    return (
      <Dialog
        isOpen
        size="sm"
        title="Everybody is in already"
        onClose={onClose}
        actions={
          <Button size="lg" variant="primary" autoFocus onPress={() => go({ kind: 'settings' })}>
            Go to Settings
          </Button>
        }
      >
        <p>
          Everybody who has an account in your firm and could be a member is one. Make an account for somebody
          else in Settings, then add them here.
        </p>
      </Dialog>
    )
  return (
    <Dialog
      isOpen
      size="sm"
      title={<bdi>Add somebody to {about.name}</bdi>}
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            variant="primary"
            isDisabled={!person}
            isPending={isPending}
            onPress={() => void add()}
          >
            Add
          </Button>
        </>
      }
    >
      <div id={id} className={styles['words']}>
        <Select
          size="lg"
          label="Person"
          hint="The client’s key is sealed to this person alone; their passphrase opens it."
          items={others.map((one) => ({ id: one.id as string, label: one.name }))}
          value={chosen}
          onChange={setChosen}
        />
        <RadioGroup label="Role" items={roles} value={role} onChange={setRole} />
        {named.length > 0 && role !== 'auditor' && (
          <CheckboxGroup
            label="Groups, beside “everyone”"
            items={named.map(({ name }) => ({ id: name, label: name }))}
            value={groups}
            onChange={setGroups}
          />
        )}
        {problem !== null && (
          <Banner tone="danger" isAlert title="Not added">
            {problem}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}
