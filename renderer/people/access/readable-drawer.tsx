import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { WorkspaceContract } from '../../../core/contract/workspace.ts'
import type { OutputOf } from '../../../core/contract/method.ts'
import { GroupId, type StaffId } from '../../../core/ids.ts'
import { shortCode } from '../../audit/entry/entry-names.ts'
import { plural } from '../../documents/plural.ts'
import { NotLoaded } from '../../not-loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Chip } from '../../ui/marks/chip.tsx'
import { Drawer } from '../../ui/overlays/drawer.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWorkspace } from '../../workspace.tsx'
import styles from './access-drawer.module.css'
import { dayEnd, dayName } from './day-end.ts'
import { OnDay } from './on-day.tsx'

type Readable = OutputOf<WorkspaceContract['members.readable']>

export interface ReadableDrawerProps {
  /** Null: it is shut. */
  person: { id: StaffId; name: string } | null
  /** The day that is asked about first, "2025-03-12"; left out for now. */
  day?: string
  onClose: () => void
}

/** What one person can read, by group, now or on a day in the past. */
export function ReadableDrawer({ person, day = '', onClose }: ReadableDrawerProps) {
  return (
    <Drawer
      title={person && <bdi>What {person.name} can read</bdi>}
      isOpen={person !== null}
      onClose={onClose}
    >
      {person && <ReadableBy key={person.id} person={person} first={day} />}
    </Drawer>
  )
}

/** As many as are asked for at a time. */
const step = 100

function ReadableBy({ person, first: firstDay }: { person: { id: StaffId; name: string }; first: string }) {
  const { binding, caller } = useWorkspace()
  const [day, setDay] = useState(firstDay)
  const [group, setGroup] = useState<GroupId | null>(null)
  const [openedMs] = useState(() => Date.now())
  const at = dayEnd(day, openedMs)
  const readable = useInfiniteQuery({
    queryKey: ['members.readable', binding, person.id, at, group],
    queryFn: async ({ pageParam: offset }) =>
      await caller.call('members.readable', { member: person.id, at, group, offset, limit: step }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (pages.length * step < last.listed ? pages.length * step : undefined),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const [first] = readable.data?.pages ?? []
  return (
    <div className={styles['content']}>
      <OnDay
        day={day}
        onDay={(next) => {
          setDay(next)
          setGroup(null)
        }}
      />
      {readable.isPending && <Skeleton label="Looking it up" count={6} />}
      {readable.isError && (
        <NotLoaded title="This cannot be said" error={readable.error} onTryAgain={readable.refetch} />
      )}
      {first && (
        <>
          <output className={styles['answer']}>{answerWords(first, person.name, at)}</output>
          {first.groups.length > 1 && first.count > 0 && (
            <Select
              label="By which group"
              items={[
                { id: all, label: `All groups (${first.count.toLocaleString()})` },
                ...first.groups.map((one) => ({
                  id: one.group as string,
                  label: `${groupName(one)} (${one.documents.toLocaleString()})`,
                })),
              ]}
              value={group ?? all}
              onChange={(id) => setGroup(GroupId.safeParse(id).data ?? null)}
            />
          )}
          <Documents pages={readable.data?.pages ?? []} groups={first.groups} />
          {readable.hasNextPage && (
            <Button
              variant="quiet"
              isPending={readable.isFetchingNextPage}
              onPress={() => void readable.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </>
      )}
    </div>
  )
}

/** No id of a group. */
const all = 'all'

function groupName({ group, name }: Readable['groups'][number]): string {
  return name ?? `Group ${shortCode(group)}`
}

function answerWords({ role, count }: Readable, name: string, at: number | null): string {
  const on = at === null ? '' : ` on ${dayName(at)}`
  if (role === null) return `${name} was no member here${on}.`
  if (role === 'auditor')
    return `No documents: ${name} ${at === null ? 'is' : 'was'} an auditor${on}, and auditors read the log.`
  if (count === 0) return `${name} ${at === null ? 'can read' : 'could read'} no document${on}.`
  return `${plural(count, 'document')}${on}.`
}

function Documents({ pages, groups }: { pages: readonly Readable[]; groups: Readable['groups'] }) {
  const names = new Map(groups.map((one) => [one.group, groupName(one)]))
  const documents = pages.flatMap((page) => page.documents)
  if (documents.length === 0) return null
  const hidden = documents.some(({ title }) => title === null)
  return (
    <>
      <ul className={styles['rows']} aria-label="Documents">
        {documents.map(({ document, title, by }) => (
          <li key={document} className={styles['row']}>
            <Icon name="documents" />
            <span className={styles['name']} dir="auto">
              {title ?? `Document ${shortCode(document)}`}
            </span>
            <span className={styles['chips']}>
              {by.map((one) => (
                <Chip key={one}>{names.get(one) ?? `Group ${shortCode(one)}`}</Chip>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {hidden && (
        <p className={styles['note']}>
          A document is called by its number where you cannot read it yourself, or where it was removed since.
        </p>
      )}
    </>
  )
}
