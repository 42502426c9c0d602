import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'
import { type People, useMembers } from '../members.ts'
import { LossNotes } from '../people/access/loss-notes.tsx'
import { groupsInOrder } from '../people/groups/groups-in-order.ts'
import { membersWords } from '../people/groups/groups-list.tsx'
import type { AccessChange } from '../people/people.ts'
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
  /** Where they are all of a folder, which then gives its groups to what comes into it: these, or null for none so far. */
  folder?: { path: string; groups: readonly string[] | null } | undefined
  onClose: () => void
}

/** Owners say which groups can read documents, or a folder with all that comes into it. */
export function RegroupDialog({ documents, folder, onClose }: RegroupDialogProps) {
  // Begins anew with what can be read now.
  const key = documents.map(({ id }) => id).join()
  return <Regroup key={key} documents={documents} folder={folder} onClose={onClose} />
}

function Regroup({ documents, folder, onClose }: RegroupDialogProps) {
  const { binding, caller, about } = useWorkspace()
  const queries = useQueryClient()
  const people = useMembers({ isNeeded: documents.length > 0 })
  const [first] = documents
  const [groups, setGroups] = useState<readonly string[]>(() => folder?.groups ?? shared(documents))
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const differ = documents.some((document) => document.groups.join() !== first?.groups.join())
  const name = folder ? `the folder “${folder.path}”` : nameOf(documents)
  const change: AccessChange = folder
    ? { kind: 'folder-regrouped', folder: folder.path, groups: [...groups] }
    : { kind: 'regrouped', documents: documents.map(({ id }) => id), groups: [...groups] }
  const loss = useQuery({
    queryKey: ['access.preview', binding, change],
    queryFn: async () => await caller.call('access.preview', { change }),
    enabled: documents.length > 0 && groups.length > 0,
    gcTime: 0,
  })

  async function save() {
    // Not before the number is known that one agrees to.
    if (!loss.data) return
    setPending(true)
    setError(null)
    const told = loss.data.unread
    try {
      if (folder) await caller.call('folders.regroup', { folder: folder.path, groups: [...groups], told })
      else
        await caller.call('documents.regroup', {
          documents: documents.map(({ id }) => id),
          groups: [...groups],
          told,
        })
      onClose()
      showToast({ text: `${sentenceCase(name)}: readable by ${groups.join(', ')}` })
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
            isDisabled={groups.length === 0 || !people.data || !loss.data}
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
              folder
                ? 'What is in it and below it, and what is imported into it from now on.'
                : differ
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
        {folder && differ && <p>They differ now. All of them will be readable by exactly these.</p>}
        {people.data && groups.length > 0 && !loss.isError && <LossNotes loss={loss.data} />}
        {loss.isError && (
          <Banner tone="danger" isAlert title="What it changes cannot be counted">
            {sentenceOf(loss.error)}
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

function nameOf(documents: readonly DocumentSummary[]): string {
  const [first] = documents
  return documents.length === 1 && first ? `“${first.title}”` : plural(documents.length, 'document')
}

function sentenceCase(words: string): string {
  return words.charAt(0).toLocaleUpperCase('en') + words.slice(1)
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
