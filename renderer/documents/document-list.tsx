import { useMemo, useState } from 'react'
import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'
import { useNavigation } from '../navigation.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import type { Selection } from '../ui/lists/selection.ts'
import { ReadersDrawer } from '../people/access/readers-drawer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { DocumentFilters } from './document-filters.tsx'
import {
  type DocumentFilter,
  type DocumentOrder,
  filtered,
  newestFirst,
  noFilter,
  sorted,
} from './document-rows.ts'
import { type DocumentActions, DocumentTable } from './document-table.tsx'
import type { DocumentList as Folders } from './documents.ts'
import { FolderBar } from './folder-bar.tsx'
import { RegroupDialog } from './regroup-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { useRetry } from './use-retry.ts'

export interface DocumentListProps {
  documents: readonly DocumentSummary[]
  folders: Folders['folders']
  /** Beside a source: what one looks for least is left out. */
  isNarrow: boolean
}

/** Finding a document among many, opening it, and what else can be done with some of them. */
export function DocumentList({ documents, folders, isNarrow }: DocumentListProps) {
  const isOwner = useWorkspace().about.role === 'owner'
  const { go, source, showSource } = useNavigation()
  const { retry, reading } = useRetry()
  const [filter, setFilter] = useState<DocumentFilter>(noFilter)
  const [order, setOrder] = useState<DocumentOrder>(newestFirst)
  const [selection, setSelection] = useState<Selection>(new Set<string>())
  const [removing, setRemoving] = useState<readonly DocumentSummary[]>([])
  const [regrouping, setRegrouping] = useState<readonly DocumentSummary[]>([])
  const [asked, setAsked] = useState<DocumentSummary | null>(null)
  const rows = useMemo(() => sorted(filtered(documents, filter), order), [documents, filter, order])
  // What is out of sight is not acted on.
  const selected = rows.filter(({ id }) => selection.has(id))
  // One that was opened is marked too, and asks for nothing more.
  const isChosen = selected.length > 1 || selected.some(({ id }) => id !== source?.document)

  const actions = useMemo<DocumentActions>(
    () => ({
      open(document) {
        setSelection(new Set([document.id]))
        if (document.status === 'ready')
          showSource({ document: document.id, title: document.title, span: null })
      },
      retry: (document) => void retry(document.id),
      regroup: setRegrouping,
      readers: setAsked,
      remove: setRemoving,
      history: ({ id, title }) => go({ kind: 'audit', entry: null, about: { document: id, title } }),
    }),
    [retry, showSource, go],
  )

  return (
    <>
      <DocumentFilters
        documents={documents}
        isNarrow={isNarrow}
        filter={filter}
        onFilter={setFilter}
        actions={
          isOwner && isChosen ? (
            <>
              <span>{selected.length.toLocaleString()} selected</span>
              <Button size="sm" variant="quiet" icon="people" onPress={() => setRegrouping(selected)}>
                Who may read…
              </Button>
              <Button size="sm" variant="quiet" icon="trash" onPress={() => setRemoving(selected)}>
                Remove…
              </Button>
            </>
          ) : undefined
        }
      />
      {filter.folder !== null && (
        <FolderBar
          folder={filter.folder}
          documents={filtered(documents, { ...noFilter, folder: filter.folder })}
          folders={folders}
        />
      )}
      <DocumentTable
        rows={rows}
        order={order}
        onOrder={setOrder}
        selection={selection}
        onSelection={setSelection}
        isOwner={isOwner}
        reading={reading}
        actions={actions}
        empty={
          <EmptyState
            icon="search"
            title="None of your documents fits"
            actions={<Button onPress={() => setFilter(noFilter)}>Show all</Button>}
          >
            Only names are looked at here. To look into documents, search.
          </EmptyState>
        }
      />
      <RemoveDialog documents={removing} onClose={() => setRemoving([])} />
      <ReadersDrawer document={asked} onClose={() => setAsked(null)} />
      <RegroupDialog documents={regrouping} onClose={() => setRegrouping([])} />
    </>
  )
}
