import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { WorkspaceContract } from '../../../core/contract/workspace.ts'
import type { OutputOf } from '../../../core/contract/method.ts'
import type { DocumentId } from '../../../core/ids.ts'
import { momentWords } from '../../audit/day.ts'
import { shortCode } from '../../audit/entry/entry-names.ts'
import { plural } from '../../documents/plural.ts'
import { useNavigation } from '../../navigation.tsx'
import { NotLoaded } from '../../not-loaded.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Avatar } from '../../ui/marks/avatar.tsx'
import { Chip } from '../../ui/marks/chip.tsx'
import { Drawer } from '../../ui/overlays/drawer.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWorkspace } from '../../workspace.tsx'
import styles from './access-drawer.module.css'
import { dayEnd, dayName } from './day-end.ts'
import { OnDay } from './on-day.tsx'

type Readers = OutputOf<WorkspaceContract['documents.readers']>

export interface ReadersDrawerProps {
  /** Null: it is shut. */
  document: { id: DocumentId; title: string } | null
  /** The day that is asked about first, "2025-03-12"; left out for now. */
  day?: string
  onClose: () => void
}

/** Who can read a document and by which group, now or on a day in the past. For owners and auditors. */
export function ReadersDrawer({ document, day = '', onClose }: ReadersDrawerProps) {
  return (
    <Drawer
      title="Who can read this"
      meta={document && <bdi>{document.title}</bdi>}
      isOpen={document !== null}
      onClose={onClose}
    >
      {document && <ReadersOf key={document.id} document={document.id} first={day} onClose={onClose} />}
    </Drawer>
  )
}

function ReadersOf({
  document,
  first,
  onClose,
}: {
  document: DocumentId
  first: string
  onClose: () => void
}) {
  const { binding, caller } = useWorkspace()
  const [day, setDay] = useState(first)
  const [openedMs] = useState(() => Date.now())
  const at = dayEnd(day, openedMs)
  const readers = useQuery({
    queryKey: ['documents.readers', binding, document, at],
    queryFn: async () => await caller.call('documents.readers', { document, at }),
    // Each look is an entry in the log, so each opening is a look.
    gcTime: 0,
  })
  return (
    <div className={styles['content']}>
      <OnDay day={day} onDay={setDay} />
      {readers.isPending && <Skeleton label="Looking it up" count={4} />}
      {readers.isError && (
        <NotLoaded title="This cannot be said" error={readers.error} onTryAgain={readers.refetch} />
      )}
      {readers.data && <Answer readers={readers.data} at={at} onClose={onClose} />}
    </div>
  )
}

function Answer({ readers, at, onClose }: { readers: Readers; at: number | null; onClose: () => void }) {
  const names = new Map(
    readers.groups.map(({ group, name }) => [group, name ?? `Group ${shortCode(group)}`] as const),
  )
  return (
    <>
      <output className={styles['answer']}>{answerWords(readers, at)}</output>
      {readers.state === 'there' && readers.readers.length > 0 && (
        <ul className={styles['rows']} aria-label="Who can read it">
          {readers.readers.map(({ member, name, role, by }) => (
            <li key={member} className={styles['row']}>
              <Avatar name={name ?? '?'} />
              <span className={styles['name']} dir="auto">
                {name ?? `Staff ${shortCode(member)}`}
              </span>
              <span className={styles['role']}>{role === 'owner' ? 'Owner' : 'Member'}</span>
              <span className={styles['chips']}>
                {by.map((group) => (
                  <Chip key={group}>{names.get(group) ?? `Group ${shortCode(group)}`}</Chip>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
      {readers.state === 'there' && names.size > 0 && readers.readers.length === 0 && (
        <p className={styles['note']}>
          Its groups, {[...names.values()].join(', ')}, {at === null ? 'have' : 'had'} nobody in them who
          reads documents.
        </p>
      )}
      <History changes={readers.changes} onClose={onClose} />
    </>
  )
}

function answerWords({ state, readers, changes }: Readers, at: number | null): string {
  const on = at === null ? '' : ` on ${dayName(at)}`
  const [first] = changes
  const last = changes.at(-1)
  if (state === 'not-yet')
    return `It was not here yet${on}. It came on ${first ? dayName(first.atMs) : 'another day'}.`
  if (state === 'deleted')
    return `Nobody: it was removed${last ? ` on ${dayName(last.atMs)}` : ''}. Its name went with it.`
  const [can, could] = ['can read it', 'could read it']
  if (readers.length === 0) return at === null ? `Nobody ${can}.` : `Nobody ${could}${on}.`
  return `${plural(readers.length, 'person', 'people')} ${at === null ? can : could}${on}.`
}

const changeWords: Readonly<Record<Readers['changes'][number]['type'], string>> = {
  'document.added': 'Added',
  'document.regrouped': 'Given to other groups',
  'document.deleted': 'Removed',
}

/** What made it so, and where the log says so. Who was put into a group and who was taken out has entries of its own. */
function History({ changes, onClose }: { changes: Readers['changes']; onClose: () => void }) {
  const { go } = useNavigation()
  return (
    <section>
      <h3 className={styles['head']}>What the log has of its access</h3>
      <ol className={styles['rows']}>
        {changes.map(({ seq, atMs, type }) => (
          <li key={seq} className={styles['row']}>
            <span className={styles['when']}>{momentWords(atMs)}</span>
            <span className={styles['name']}>{changeWords[type]}</span>
            <LinkButton
              onPress={() => {
                onClose()
                go({ kind: 'audit', entry: seq })
              }}
            >
              Entry {seq.toLocaleString()}
            </LinkButton>
          </li>
        ))}
      </ol>
    </section>
  )
}
