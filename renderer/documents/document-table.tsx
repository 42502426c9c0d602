import { type ReactNode, useMemo, useRef } from 'react'
import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'
import type { DocumentId } from '../../core/ids.ts'
import { Icon } from '../ui/icon.tsx'
import { type Column, type Sort, Table } from '../ui/lists/table.tsx'
import type { Selection } from '../ui/lists/selection.ts'
import { type MenuEntry, MenuIconButton } from '../ui/overlays/menu.tsx'
import { addedMoment, addedWords } from './added-words.ts'
import type { DocumentColumn, DocumentOrder } from './document-rows.ts'
import { DocumentStatus } from './document-status.tsx'
import styles from './document-table.module.css'
import { GroupChips } from './group-chips.tsx'
import { sizeWords } from './size-words.ts'
import { useWidth } from '../ui/use-width.ts'

export interface DocumentTableProps {
  rows: readonly DocumentSummary[]
  order: DocumentOrder
  onOrder: (order: DocumentOrder) => void
  selection: Selection
  onSelection: (selection: Selection) => void
  /** Owners choose several, to remove them or to say who may read them. */
  isOwner: boolean
  /** Those that are being read once more. */
  reading: ReadonlySet<DocumentId>
  actions: DocumentActions
  empty: ReactNode
}

/** What can be done with documents. Changing and removing is for owners. */
export interface DocumentActions {
  open: (document: DocumentSummary) => void
  retry: (document: DocumentSummary) => void
  regroup: (documents: readonly DocumentSummary[]) => void
  readers: (document: DocumentSummary) => void
  remove: (documents: readonly DocumentSummary[]) => void
  /** What was done with it, in the log. */
  history: (document: DocumentSummary) => void
}

export function DocumentTable(props: DocumentTableProps) {
  const { rows, order, onOrder, selection, onSelection, isOwner, reading, actions, empty } = props
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const columns = useMemo(
    () => columnsFor(width, { isOwner, reading, actions }),
    [width, isOwner, reading, actions],
  )
  return (
    <div ref={frame} className={styles['frame']}>
      <Table
        label="Documents"
        columns={columns}
        rows={rows}
        rowId={documentId}
        rowLabel={documentTitle}
        selectionMode={isOwner ? 'multiple' : 'single'}
        selection={selection}
        onSelectionChange={onSelection}
        onOpen={actions.open}
        onDelete={isOwner ? () => actions.remove(rows.filter(({ id }) => selection.has(id))) : undefined}
        sort={order}
        onSortChange={(sort) => onOrder(orderOf(sort))}
        empty={empty}
      />
    </div>
  )
}

const documentId = ({ id }: DocumentSummary) => id
const documentTitle = ({ title }: DocumentSummary) => title

const columnIds: readonly DocumentColumn[] = ['title', 'groups', 'pages', 'bytes', 'addedMs', 'status']

function orderOf({ column, direction }: Sort): DocumentOrder {
  return { column: columnIds.find((id) => id === column) ?? 'title', direction }
}

type Cells = Pick<DocumentTableProps, 'isOwner' | 'reading' | 'actions'>

/** Where it is narrow, beside a source, what one looks for least goes first. */
function columnsFor(width: number, cells: Cells): Column<DocumentSummary>[] {
  const nowMs = Date.now()
  const columns: (Column<DocumentSummary> & { from: number })[] = [
    {
      id: 'title',
      label: 'Name',
      width: 'minmax(120px, 2fr)',
      isSortable: true,
      from: 0,
      cell: (document) => (
        <>
          <Icon name="documents" />
          <button
            type="button"
            tabIndex={-1}
            className={styles['title']}
            title={document.title}
            onClick={() => cells.actions.open(document)}
          >
            <bdi>{document.title}</bdi>
          </button>
        </>
      ),
    },
    {
      id: 'groups',
      label: 'Groups who can read',
      width: 'minmax(104px, 1fr)',
      isSortable: true,
      from: 560,
      cell: ({ groups }) => <GroupChips groups={groups} />,
    },
    {
      id: 'pages',
      label: 'Pages',
      width: 56,
      align: 'end',
      isSortable: true,
      from: 760,
      cell: ({ pages }) => (pages === null ? '–' : pages.toLocaleString()),
    },
    {
      id: 'bytes',
      label: 'Size',
      width: 80,
      align: 'end',
      isSortable: true,
      from: 840,
      cell: ({ bytes }) => sizeWords(bytes),
    },
    {
      id: 'addedMs',
      label: 'Added',
      width: 96,
      isSortable: true,
      from: 480,
      cell: ({ addedMs }) => <span title={addedMoment(addedMs)}>{addedWords(addedMs, nowMs)}</span>,
    },
    {
      id: 'status',
      label: 'Status',
      width: width < 480 ? 'minmax(88px, 1fr)' : 'minmax(104px, 1fr)',
      isSortable: true,
      from: 0,
      cell: (document) => (
        <DocumentStatus
          document={document}
          isReading={cells.reading.has(document.id)}
          onRetry={() => cells.actions.retry(document)}
        />
      ),
    },
    {
      id: 'more',
      label: 'More',
      isLabelHidden: true,
      width: 40,
      from: 0,
      cell: (document) => (
        <MenuIconButton
          size="sm"
          label={`More for ${document.title}`}
          excludeFromTabOrder
          items={menuOf(document, cells)}
        />
      ),
    },
  ]
  return columns.filter(({ from }) => width >= from)
}

function menuOf(document: DocumentSummary, { isOwner, actions }: Cells): MenuEntry[] {
  const entries: MenuEntry[] = [
    {
      id: 'open',
      label: 'Open',
      icon: 'documents',
      isDisabled: document.status !== 'ready',
      onAction: () => actions.open(document),
    },
  ]
  if (document.status !== 'ready')
    entries.push({
      id: 'retry',
      label: document.status === 'waiting' ? 'Read now' : 'Read again',
      icon: 'refresh',
      onAction: () => actions.retry(document),
    })
  if (!isOwner) return entries
  return [
    ...entries,
    {
      id: 'readers',
      label: 'Who can read it…',
      icon: 'eye',
      onAction: () => actions.readers(document),
    },
    {
      id: 'regroup',
      label: 'Change who may read it…',
      icon: 'people',
      onAction: () => actions.regroup([document]),
    },
    {
      id: 'history',
      label: 'History in the log',
      icon: 'audit',
      onAction: () => actions.history(document),
    },
    {
      id: 'remove',
      label: 'Remove…',
      icon: 'trash',
      isDanger: true,
      onAction: () => actions.remove([document]),
    },
  ]
}
