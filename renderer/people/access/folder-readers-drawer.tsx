import { useQuery } from '@tanstack/react-query'
import { plural } from '../../documents/plural.ts'
import { NotLoaded } from '../../not-loaded.tsx'
import { Avatar } from '../../ui/marks/avatar.tsx'
import { Drawer } from '../../ui/overlays/drawer.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWorkspace } from '../../workspace.tsx'
import styles from './access-drawer.module.css'

export interface FolderReadersDrawerProps {
  /** Null: it is shut. */
  folder: string | null
  onClose: () => void
}

/** Who can read what is in a folder and below it, and how much of it. For owners. */
export function FolderReadersDrawer({ folder, onClose }: FolderReadersDrawerProps) {
  return (
    <Drawer
      title="Who can read this"
      meta={folder !== null && <bdi>{folder}</bdi>}
      isOpen={folder !== null}
      onClose={onClose}
    >
      {folder !== null && <ReadersOf key={folder} folder={folder} />}
    </Drawer>
  )
}

function ReadersOf({ folder }: { folder: string }) {
  const { binding, caller } = useWorkspace()
  const readers = useQuery({
    queryKey: ['folders.readers', binding, folder],
    queryFn: async () => await caller.call('folders.readers', { folder }),
    // Each look is an entry in the log, so each opening is a look.
    gcTime: 0,
  })
  return (
    <div className={styles['content']}>
      {readers.isPending && <Skeleton label="Looking it up" count={4} />}
      {readers.isError && (
        <NotLoaded title="This cannot be said" error={readers.error} onTryAgain={readers.refetch} />
      )}
      {readers.data && (
        <>
          <output className={styles['answer']}>
            {plural(readers.data.readers.length, 'person', 'people')} can read something of the{' '}
            {plural(readers.data.documents, 'document')} in it that you can read.
          </output>
          <ul className={styles['rows']} aria-label="Who can read it">
            {readers.data.readers.map(({ member, name, role, documents }) => (
              <li key={member} className={styles['row']}>
                <Avatar name={name} />
                <span className={styles['name']} dir="auto">
                  {name}
                </span>
                <span className={styles['role']}>{role === 'owner' ? 'Owner' : 'Member'}</span>
                <span>
                  {documents === readers.data.documents
                    ? 'All of it'
                    : `${documents.toLocaleString()} of ${readers.data.documents.toLocaleString()}`}
                </span>
              </li>
            ))}
          </ul>
          <p className={styles['note']}>
            For a day in the past, ask of a single document: the log knows a folder’s groups, and no list of
            what was in it.
          </p>
        </>
      )}
    </div>
  )
}
