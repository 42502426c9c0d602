import { useRef, useState } from 'react'
import { NotLoaded } from '../not-loaded.tsx'
import { Button } from '../ui/button.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FileButton } from '../ui/file-button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useWorkspace } from '../workspace.tsx'
import { DocumentList } from './document-list.tsx'
import { useDocuments } from './documents.ts'
import styles from './documents-screen.module.css'
import { readableFormats } from './format-words.ts'
import { everyone, useImporter } from './importer.tsx'
import { ImportPanel } from './importing/import-panel.tsx'
import { ReadersChoice, readersWords } from './importing/readers-choice.tsx'
import { useWidth } from '../ui/use-width.ts'

/** The documents of this client, and bringing more in. */
export function DocumentsScreen() {
  const { role } = useWorkspace().about
  if (role === 'auditor')
    return (
      <div className={styles['screen']}>
        <Toolbar title="Documents" />
        <EmptyState icon="documents" title="Auditors read the log, not documents">
          Who opened and asked what stands in the audit log. An owner can show you a document.
        </EmptyState>
      </div>
    )
  return <ReadersDocuments />
}

function ReadersDocuments() {
  const { about } = useWorkspace()
  const documents = useDocuments()
  const importer = useImporter()
  const [readers, setReaders] = useState<readonly string[] | null>(null)
  const screen = useRef<HTMLDivElement>(null)
  const isNarrow = useWidth(screen) < narrowest
  const list = documents.data?.documents
  const folders = documents.data?.folders ?? []
  const ready = list?.filter(({ status }) => status === 'ready').length
  const isEmpty = list !== undefined && list.length === 0
  const add = (files: readonly File[]) => void importer.add(files, readers)
  const buttons = <AddButtons isShort={isNarrow} onChoose={add} />
  const isReading = importer.phase === 'running' || importer.phase === 'pausing'
  const invites = isEmpty && !isReading
  // The list is asked for again at the end of an import, and before that by a person: each time is an entry in the log.
  const look = () => void documents.refetch()

  return (
    <DropArea
      label={`Drop to add to ${about.name}, readable by ${readersWords(readers ?? [everyone])}`}
      onDrop={({ files }) => add([...files])}
    >
      <div ref={screen} className={styles['screen']}>
        <Toolbar
          title="Documents"
          meta={ready && !isNarrow ? `${ready.toLocaleString()} you can read` : undefined}
          actions={
            invites ? undefined : (
              <>
                {isReading && !isEmpty && (
                  <IconButton icon="refresh" label="Show what is ready by now" onPress={look} />
                )}
                {buttons}
              </>
            )
          }
        />
        <ImportPanel />
        {documents.isPending && (
          <div className={styles['loading']}>
            <Skeleton label="Loading documents" shape="rows" count={8} />
          </div>
        )}
        {documents.isError && (
          <div className={styles['problem']}>
            <NotLoaded title="The documents cannot be shown" error={documents.error} onTryAgain={look} />
          </div>
        )}
        {isEmpty && (
          <div className={styles['empty']}>
            {invites ? (
              <EmptyState icon="documents" title="No documents yet" actions={buttons}>
                Drop files or a whole folder here: {readableFormats}. Everything stays on this computer.
              </EmptyState>
            ) : (
              <EmptyState
                icon="clock"
                title="The first files are being read"
                actions={
                  <Button icon="refresh" onPress={look}>
                    Show what is ready by now
                  </Button>
                }
              >
                They appear here when the import ends or is paused.
              </EmptyState>
            )}
          </div>
        )}
        {list && list.length > 0 && <DocumentList documents={list} folders={folders} isNarrow={isNarrow} />}
        <footer className={styles['foot']}>
          <p className={styles['hint']}>
            {invites
              ? 'Until you add some, answers have nothing to stand on.'
              : `Drop files or a folder anywhere here${isNarrow ? '.' : `: ${readableFormats}.`}`}
          </p>
          <span className={styles['readers']}>
            New documents can be read by{' '}
            <ReadersChoice value={readers} onChange={setReaders} hasFolders={folders.length > 0} />
          </span>
        </footer>
      </div>
    </DropArea>
  )
}

/** Px; below, beside a source, words are fewer. */
const narrowest = 480

interface AddButtonsProps {
  isShort: boolean
  onChoose: (files: readonly File[]) => void
}

function AddButtons({ isShort, onChoose }: AddButtonsProps) {
  return (
    <>
      <FileButton icon="folder" isFolder onChoose={onChoose}>
        {isShort ? 'Folder' : 'Add folder'}
      </FileButton>
      <FileButton variant="primary" icon="plus" isMultiple onChoose={onChoose}>
        {isShort ? 'Add' : 'Add documents'}
      </FileButton>
    </>
  )
}
