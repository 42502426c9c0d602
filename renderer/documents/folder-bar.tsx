import { useState } from 'react'
import { FolderReadersDrawer } from '../people/access/folder-readers-drawer.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useWorkspace } from '../workspace.tsx'
import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'
import type { DocumentList } from './documents.ts'
import styles from './folder-bar.module.css'
import { GroupChips } from './group-chips.tsx'
import { RegroupDialog } from './regroup-dialog.tsx'

export interface FolderBarProps {
  folder: string
  /** In it and below it. */
  documents: readonly DocumentSummary[]
  /** All that have groups of their own. */
  folders: DocumentList['folders']
}

/** What new documents in a folder take for groups, and for owners: who can read what is in it, and changing that. */
export function FolderBar({ folder, documents, folders }: FolderBarProps) {
  const isOwner = useWorkspace().about.role === 'owner'
  const [isAsking, setAsking] = useState(false)
  const [isChanging, setChanging] = useState(false)
  const nearest = nearestOf(folder, folders)
  return (
    <section className={styles['bar']} aria-label={`Folder ${folder}`}>
      <p className={styles['words']}>
        <Icon name="folder" />
        <bdi className={styles['name']}>{folder}</bdi>
        {nearest ? (
          <>
            <span className={styles['note']}>
              {nearest.folder === folder ? (
                'New documents in it:'
              ) : (
                <>
                  As in <bdi>{nearest.folder}</bdi>:
                </>
              )}
            </span>
            <GroupChips groups={nearest.groups} />
          </>
        ) : (
          <span className={styles['note']}>Has no groups of its own. Only owners can give it some.</span>
        )}
      </p>
      {isOwner && (
        <div className={styles['actions']}>
          <Button size="sm" variant="quiet" icon="eye" onPress={() => setAsking(true)}>
            Who can read this
          </Button>
          <Button size="sm" variant="quiet" icon="people" onPress={() => setChanging(true)}>
            Change…
          </Button>
        </div>
      )}
      <FolderReadersDrawer folder={isAsking ? folder : null} onClose={() => setAsking(false)} />
      <RegroupDialog
        documents={isChanging ? documents : []}
        folder={{ path: folder, groups: nearest?.folder === folder ? nearest.groups : null }}
        onClose={() => setChanging(false)}
      />
    </section>
  )
}

/** The folder itself, or the nearest above it, that has groups. */
function nearestOf(folder: string, folders: DocumentList['folders']): DocumentList['folders'][number] | null {
  const above = folders.filter((one) => folder === one.folder || folder.startsWith(`${one.folder}/`))
  return above.toSorted((one, other) => other.folder.length - one.folder.length)[0] ?? null
}
