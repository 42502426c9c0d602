import { useState } from 'react'
import { plural } from '../../documents/plural.ts'
import type { People } from '../../members.ts'
import { sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckboxGroup } from '../../ui/fields/checkbox-group.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import { groupsInOrder } from '../groups/groups-in-order.ts'
import { useAccessChange } from '../people.ts'

/** Documents that nobody can read, and the way to give them to somebody. */
export function AdoptBanner({ people }: { people: People }) {
  const [isOpen, setOpen] = useState(false)
  const [groups, setGroups] = useState<readonly string[]>([])
  const adopt = useAccessChange(
    async (caller, names: readonly string[]) => await caller.call('documents.adopt', { groups: [...names] }),
  )
  const many = plural(people.unread, 'document')

  async function give() {
    const { documents } = await adopt.mutateAsync(groups)
    setOpen(false)
    showToast({ text: `${plural(documents, 'document')}: readable by ${groups.join(', ')}` })
  }

  return (
    <>
      <Banner
        tone="warn"
        title={`Nobody can read ${many}`}
        actions={
          <Button size="sm" onPress={() => setOpen(true)}>
            Choose groups…
          </Button>
        }
      >
        {people.unread === 1 ? 'Its groups are' : 'Their groups are'} gone, or have nobody in them. Nothing of
        {people.unread === 1 ? ' it' : ' them'} is found or quoted until somebody may read
        {people.unread === 1 ? ' it' : ' them'}.
      </Banner>
      <Dialog
        size="sm"
        title={`Who may read ${people.unread === 1 ? 'it' : 'them'}?`}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button size="lg" onPress={() => setOpen(false)}>
              Cancel
            </Button>
            <Button
              size="lg"
              variant="primary"
              isDisabled={groups.length === 0}
              isPending={adopt.isPending}
              onPress={() => void give().catch(() => undefined)}
            >
              Give {many}
            </Button>
          </>
        }
      >
        <CheckboxGroup
          label="Groups who can read"
          hint="You are not told what they are. Whoever may read them will see."
          error={adopt.error && sentenceOf(adopt.error)}
          items={groupsInOrder(people.groups).map(({ name, members }) => ({
            id: name,
            label: name,
            description: plural(members.length, 'person', 'people'),
          }))}
          value={groups}
          onChange={setGroups}
        />
      </Dialog>
    </>
  )
}
