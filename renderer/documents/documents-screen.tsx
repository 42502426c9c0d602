import { useState } from 'react'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FileButton } from '../ui/file-button.tsx'
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
  const [readers, setReaders] = useState<readonly string[]>(() => firstReaders(about.groups))
  const list = documents.data
  const isEmpty = list !== undefined && list.length === 0
  const add = (files: readonly File[]) => void importer.add(files, readers)
  const buttons = <AddButtons onChoose={add} />

  return (
    <DropArea
      label={`Drop to add to ${about.name}, readable by ${readersWords(readers)}`}
      onDrop={({ files }) => add([...files])}
    >
      <div className={styles['screen']}>
        <Toolbar
          title="Documents"
          meta={list && list.length > 0 ? `${list.length.toLocaleString()} you can read` : undefined}
          actions={isEmpty ? undefined : buttons}
        />
        <ImportPanel />
        {documents.isPending && (
          <div className={styles['loading']}>
            <Skeleton label="Loading documents" shape="rows" count={8} />
          </div>
        )}
        {documents.isError && (
          <div className={styles['problem']}>
            <Banner
              tone="danger"
              isAlert
              title="The documents cannot be shown"
              actions={
                <Button size="sm" onPress={() => void documents.refetch()}>
                  Try again
                </Button>
              }
            >
              {sentenceOf(documents.error)}
            </Banner>
          </div>
        )}
        {isEmpty && (
          <div className={styles['empty']}>
            {importer.phase === 'running' ? (
              <EmptyState icon="clock" title="The first files are being read">
                They appear here when the import ends or is paused.
              </EmptyState>
            ) : (
              <EmptyState icon="documents" title="No documents yet" actions={buttons}>
                Drop files or a whole folder here: {readableFormats}. Everything stays on this computer.
              </EmptyState>
            )}
          </div>
        )}
        {list && list.length > 0 && <DocumentList documents={list} />}
        <footer className={styles['foot']}>
          <p className={styles['hint']}>
            {isEmpty
              ? 'Until you add some, answers have nothing to stand on.'
              : `Drop files or a folder anywhere here: ${readableFormats}.`}
          </p>
          <span className={styles['readers']}>
            New documents can be read by <ReadersChoice value={readers} onChange={setReaders} />
          </span>
        </footer>
      </div>
    </DropArea>
  )
}

function firstReaders(groups: readonly string[]): string[] {
  return groups.includes(everyone) ? [everyone] : groups.slice(0, 1)
}

function AddButtons({ onChoose }: { onChoose: (files: readonly File[]) => void }) {
  return (
    <>
      <FileButton icon="folder" isFolder onChoose={onChoose}>
        Add folder
      </FileButton>
      <FileButton variant="primary" icon="plus" isMultiple onChoose={onChoose}>
        Add documents
      </FileButton>
    </>
  )
}
