import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Sharing } from '../../../core/contract/workspace/threads.ts'
import type { ThreadId } from '../../../core/ids.ts'
import { sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/fields/checkbox-group.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { useShareThread } from '../conversation/threads.ts'
import styles from './share.module.css'

export interface ShareDialogProps {
  thread: ThreadId
  sharedWith: Sharing
  isOpen: boolean
  onClose: () => void
}

/** Whoever began a thread says who else can read it. Nobody is a choice too. */
export function ShareDialog(props: ShareDialogProps) {
  // Begins anew with whom it is shared with now.
  return <ShareForm key={String(props.isOpen)} {...props} />
}

function ShareForm({ thread, sharedWith, isOpen, onClose }: ShareDialogProps) {
  const { binding, caller } = useWorkspace()
  const [chosen, setChosen] = useState<readonly string[]>([...sharedWith.groups, ...sharedWith.members])
  const audience = useQuery({
    queryKey: ['threads.audience', binding],
    queryFn: async () => await caller.call('threads.audience', {}),
    enabled: isOpen,
    gcTime: 0,
  })
  const share = useShareThread()
  const wasShared = sharedWith.groups.length + sharedWith.members.length > 0

  async function save() {
    if (!audience.data) return
    const next = {
      groups: audience.data.groups.map(({ id }) => id).filter((id) => chosen.includes(id)),
      members: audience.data.members.map(({ id }) => id).filter((id) => chosen.includes(id)),
    }
    await share.mutateAsync({ thread, with: next })
    onClose()
    const names = [...audience.data.groups, ...audience.data.members]
      .filter(({ id }) => chosen.includes(id))
      .map(({ name }) => name)
    showToast({ text: names.length === 0 ? 'Yours alone again' : `Shared with ${names.join(', ')}` })
  }

  const groups = audience.data?.groups ?? []
  const members = audience.data?.members ?? []
  const choose = (of: readonly { id: string }[]) => (ids: readonly string[]) =>
    setChosen([...chosen.filter((id) => !of.some((one) => one.id === id)), ...ids])
  return (
    <Dialog
      size="sm"
      title="Who else can read this thread?"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            variant="primary"
            isDisabled={!audience.data || (chosen.length === 0 && !wasShared)}
            isPending={share.isPending}
            onPress={() => void save().catch(() => undefined)}
          >
            {chosen.length === 0 && wasShared ? 'Stop sharing' : 'Share'}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <p>
          They see a question with its answer where they may read every document behind it, and nothing of the
          others. They change nothing, and ask in threads of their own.
        </p>
        {audience.isPending && <Skeleton label="Loading people" count={3} />}
        {audience.isError && (
          <Banner tone="danger" isAlert title="The people cannot be shown">
            {sentenceOf(audience.error)}
          </Banner>
        )}
        {groups.length > 0 && (
          <CheckboxGroup
            label="Groups"
            items={groups.map(({ id, name, everyone }) => ({
              id: id as string,
              label: name,
              description: everyone ? 'All who are in this workspace, now and later' : undefined,
            }))}
            value={chosen.filter((id) => groups.some((one) => one.id === id))}
            onChange={choose(groups)}
          />
        )}
        {members.length > 0 && (
          <CheckboxGroup
            label="People"
            items={members.map(({ id, name }) => ({ id: id as string, label: name }))}
            value={chosen.filter((id) => members.some((one) => one.id === id))}
            onChange={choose(members)}
          />
        )}
        {audience.data && members.length === 0 && (
          <p className={styles['note']}>Nobody else reads documents here yet.</p>
        )}
        {share.error && (
          <Banner tone="danger" isAlert title="It was not shared">
            {sentenceOf(share.error)}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}
