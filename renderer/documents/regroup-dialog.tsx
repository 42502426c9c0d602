import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'
import { type People, useMembers } from '../members.ts'
import { groupsInOrder } from '../people/groups/groups-in-order.ts'
import { membersWords } from '../people/groups/groups-list.tsx'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { CheckboxGroup } from '../ui/fields/checkbox-group.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { showToast } from '../ui/toast.tsx'
import { useWorkspace } from '../workspace.tsx'
import styles from './dialogs.module.css'
import { documentsChanged } from './documents.ts'
import { plural } from './plural.ts'

export interface RegroupDialogProps {
  /** None: it is shut. */
  documents: readonly DocumentSummary[]
  onClose: () => void
}

/** Owners say which groups can read documents. */
export function RegroupDialog({ documents, onClose }: RegroupDialogProps) {
  // Begins anew with what can be read now.
  const key = documents.map(({ id }) => id).join()
  return <Regroup key={key} documents={documents} onClose={onClose} />
}

function Regroup({ documents, onClose }: RegroupDialogProps) {
  const { binding, caller, about } = useWorkspace()
  const queries = useQueryClient()
  const people = useMembers({ isNeeded: documents.length > 0 })
  const [first] = documents
  const [groups, setGroups] = useState<readonly string[]>(() => shared(documents))
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const differ = documents.some((document) => document.groups.join() !== first?.groups.join())
  const name = documents.length === 1 && first ? `“${first.title}”` : plural(documents.length, 'document')

  async function save() {
    setPending(true)
    setError(null)
    try {
      await caller.call('documents.regroup', {
        documents: documents.map(({ id }) => id),
        groups: [...groups],
      })
      onClose()
      showToast({ text: `${name}: readable by ${groups.join(', ')}` })
    } catch (failure) {
      setError(sentenceOf(failure))
    } finally {
      setPending(false)
      await documentsChanged(queries, binding)
    }
  }

  return (
    <Dialog
      size="sm"
      title={<bdi>Who may read {name}?</bdi>}
      isOpen={documents.length > 0}
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            variant="primary"
            isDisabled={groups.length === 0 || !people.data}
            isPending={isPending}
            onPress={() => void save()}
          >
            Save
          </Button>
        </>
      }
    >
      <div className={styles['words']}>
        {people.isError && (
          <Banner tone="danger" isAlert title="The groups cannot be shown">
            {sentenceOf(people.error)}
          </Banner>
        )}
        {people.data ? (
          <CheckboxGroup
            label="Groups who can read"
            hint={
              differ
                ? 'They differ now. All of them will be readable by exactly these.'
                : 'What somebody may not read is neither found nor quoted for them.'
            }
            error={
              groups.length === 0 ? 'Choose at least one. A document of no group is lost to everybody.' : null
            }
            items={groupsInOrder(people.data.groups).map((group) => ({
              id: group.name,
              label: group.name,
              description: membersWords(group, people.data),
            }))}
            value={groups}
            onChange={setGroups}
          />
        ) : (
          !people.isError && <Skeleton label="Loading groups" />
        )}
        {people.data && groups.length > 0 && !isIn(about.member, groups, people.data) && (
          <Banner tone="warn" title="You are in none of these groups">
            It leaves your list at once, and you cannot change it back. Somebody who is in one of them can.
          </Banner>
        )}
        {error !== null && (
          <Banner tone="danger" isAlert title="Not all of it was saved">
            {error}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}

/** Groups that all of them have. */
function shared(documents: readonly DocumentSummary[]): string[] {
  const [first, ...rest] = documents
  return first ? first.groups.filter((group) => rest.every(({ groups }) => groups.includes(group))) : []
}

function isIn(member: string, groups: readonly string[], people: People): boolean {
  return people.groups.some(
    (group) => groups.includes(group.name) && group.members.some((id) => id === member),
  )
}
