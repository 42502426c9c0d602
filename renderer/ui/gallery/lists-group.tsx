import { useMemo, useState } from 'react'
import { EmptyState } from '../empty-state.tsx'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import { List } from '../lists/list.tsx'
import { NavList } from '../lists/nav-list.tsx'
import type { Selection } from '../lists/selection.ts'
import { type Column, type Sort, Table } from '../lists/table.tsx'
import { Chip } from '../marks/chip.tsx'
import { Count } from '../marks/count.tsx'
import { Status } from '../marks/status.tsx'
import { WorkspaceTile } from '../marks/workspace-tile.tsx'
import { MenuIconButton } from '../overlays/menu.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import styles from './lists-group.module.css'
import { Box, Columns, Group } from './specimen.tsx'

interface File {
  id: string
  name: string
  group: string | null
  pages: number
  status: 'ready' | 'reading' | 'damaged' | 'changed'
}

const names = [
  'कारण बताओ नोटिस डीआरसी-01 (जीएसटी).pdf',
  'Velora rebate letters, scanned.pdf',
  'Bhide Interiors, fit-out invoices.zip',
  'GST working, FY 2023–24.xlsx',
  'Lease, Koregaon Park, signed by both parties and registered at the sub-registrar, final copy.pdf',
  'Board minutes, June 2025, draft.docx',
]
const states = ['ready', 'reading', 'damaged', 'changed', 'ready', 'ready'] as const

const files: readonly File[] = Array.from({ length: 10_000 }, (_, index) => ({
  id: String(index),
  name: index < names.length ? (names[index] ?? '') : `${index + 1}, ${names[index % names.length] ?? ''}`,
  group: index % 6 === 5 ? null : index % 2 === 0 ? 'Tax' : 'Leases',
  pages: 1 + ((index * 7) % 120),
  status: states[index % states.length] ?? 'ready',
}))

const more = [
  { id: 'open', label: 'Open', icon: 'documents', keys: '↵', onAction: () => undefined },
  { id: 'remove', label: 'Remove…', icon: 'trash', isDanger: true, onAction: () => undefined },
] as const

const columns: readonly Column<File>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 'minmax(160px, 1fr)',
    isSortable: true,
    cell: (file) => (
      <>
        <Icon name="documents" />
        <span className={styles['cut']} dir="auto" title={file.name}>
          {file.name}
        </span>
      </>
    ),
  },
  {
    id: 'group',
    label: 'Groups who can read',
    width: 136,
    cell: (file) =>
      file.group === null ? (
        <Chip tone="warn" icon="warning">
          Nobody yet
        </Chip>
      ) : (
        <Chip>{file.group}</Chip>
      ),
  },
  { id: 'pages', label: 'Pages', width: 72, align: 'end', isSortable: true, cell: (file) => file.pages },
  { id: 'status', label: 'Status', width: 168, cell: (file) => <FileStatus status={file.status} /> },
  {
    id: 'more',
    label: 'Actions',
    width: 48,
    align: 'end',
    isLabelHidden: true,
    cell: (file) => <MenuIconButton size="sm" label={`More for ${file.name}`} items={more} />,
  },
]

function FileStatus({ status }: { status: File['status'] }) {
  if (status === 'ready') return <Status tone="ok">Ready</Status>
  if (status === 'damaged') return <Status tone="danger">Damaged archive</Status>
  if (status === 'changed')
    return (
      <Status tone="warn" icon="refresh">
        Changed on disk
      </Status>
    )
  return (
    <>
      <span className={styles['bar']}>
        <ProgressBar label="Reading" tone="workspace" value={0.35} />
      </span>
      31 of 88
    </>
  )
}

const entries = Array.from({ length: 10_000 }, (_, index) => ({
  number: 18_204 - index,
  what:
    index % 3 === 0 ? 'Question answered' : index % 3 === 1 ? 'Document opened' : 'Unlocked by Imran Sheikh',
  note: index % 7 === 2 ? 'इस ग्राहक के दस्तावेज़ों में इसका उत्तर नहीं है' : null,
}))

export function ListsGroup() {
  const [selection, setSelection] = useState<Selection>(new Set(['2']))
  const [sort, setSort] = useState<Sort>({ column: 'name', direction: 'ascending' })
  const [entry, setEntry] = useState<string | null>('18203')
  const rows = useMemo(() => {
    if (sort.column === 'pages')
      return files.toSorted((a, b) =>
        sort.direction === 'ascending' ? a.pages - b.pages : b.pages - a.pages,
      )
    return sort.direction === 'ascending' ? files : files.toReversed()
  }, [sort])
  return (
    <>
      <Group title="Table" note="32 px rows. Ten thousand here.">
        <Box height={320}>
          <Table
            label="Documents"
            columns={columns}
            rows={rows}
            rowId={fileId}
            rowLabel={fileName}
            selectionMode="multiple"
            selection={selection}
            onSelectionChange={setSelection}
            sort={sort}
            onSortChange={setSort}
          />
        </Box>
        <Box height={200}>
          <Table
            label="No documents"
            columns={columns.slice(0, 4)}
            rows={[]}
            rowId={fileId}
            rowLabel={fileName}
            empty={
              <EmptyState level={3} title="No document has these words">
                Look for a part of the name, or take the filter away.
              </EmptyState>
            }
          />
        </Box>
      </Group>
      <Group title="List" note="Items of any height, ten thousand of them.">
        <Box height={240}>
          <List
            label="Log"
            groups={[
              { id: 'today', label: 'Today', items: entries.slice(0, 4) },
              { id: 'before', label: 'Monday, 28 July', items: entries.slice(4) },
            ]}
            itemId={({ number }) => String(number)}
            itemLabel={({ what }) => what}
            selected={entry}
            onSelect={setEntry}
          >
            {({ number, what, note }) => (
              <div className={styles['entry']}>
                <span className={styles['number']}>{number.toLocaleString('en')}</span>
                <span>
                  {what}
                  {note !== null && <span className={styles['note']}>{note}</span>}
                </span>
              </div>
            )}
          </List>
        </Box>
      </Group>
      <Group title="Navigation" note="No counts from a locked workspace: they are inside it.">
        <Columns count={3}>
          <NavList
            label="Workspaces"
            action={<IconButton size="sm" icon="plus" label="New client" />}
            items={[
              client('Meridian Salon Group', 0, 'open'),
              client('Ironleaf Gyms', 1, 'locked'),
              client('मीनाक्षी ट्रेडर्स, पुणे और नाशिक', 4, 'locked'),
              client('Brightwell Dental Clinics and Laboratories', 2, 'locked'),
            ]}
          />
          <NavList
            label="This workspace"
            items={[
              place('Documents', 'documents', '318', true),
              place('Audit log', 'audit'),
              { ...place('People', 'people'), meta: <Count value={1} label="request" /> },
              { ...place('Models', 'models'), isDisabled: true },
            ]}
          />
          <NavList
            label="Threads"
            action={<IconButton size="sm" icon="plus" label="New thread" keys="Ctrl N" />}
            items={[
              'GST notice, FY 2023–24',
              'किराया समीक्षा',
              'Velora supply contract: rebates and penalties',
            ].map((label, index) => ({ ...thread(label), isCurrent: index === 0 }))}
          />
        </Columns>
      </Group>
    </>
  )
}

const fileId = (file: File) => file.id
const fileName = (file: File) => file.name

function client(name: string, colour: number, state: 'open' | 'locked') {
  return {
    id: name,
    label: name,
    mark: <WorkspaceTile name={name} colour={colour} state={state} saysState={state === 'locked'} />,
    meta: state === 'open' ? 'Open' : <Icon name="lock" size={12} />,
    isStrong: state === 'open',
    onAction: () => undefined,
  }
}

function place(
  label: string,
  icon: 'documents' | 'audit' | 'people' | 'models',
  meta?: string,
  isCurrent = false,
) {
  return { id: label, label, icon, meta, isCurrent, onAction: () => undefined }
}

function thread(label: string) {
  return {
    id: label,
    label,
    onAction: () => undefined,
    menu: [
      { id: 'rename', label: 'Rename', icon: 'edit', onAction: () => undefined },
      { id: 'delete', label: 'Delete…', icon: 'trash', isDanger: true, onAction: () => undefined },
    ],
  } as const
}
