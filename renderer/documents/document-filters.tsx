import type { ReactNode } from 'react'
import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'
import { SearchField } from '../ui/fields/search-field.tsx'
import { Segmented } from '../ui/fields/segmented.tsx'
import { Select } from '../ui/fields/select.tsx'
import styles from './document-filters.module.css'
import { type DocumentFilter, foldersOf, needsYou } from './document-rows.ts'
import { formatWords } from './format-words.ts'

export interface DocumentFiltersProps {
  documents: readonly DocumentSummary[]
  isNarrow: boolean
  filter: DocumentFilter
  onFilter: (filter: DocumentFilter) => void
  /** At the end: what can be done with what is selected. */
  actions?: ReactNode
}

/** Which documents are shown: by words in the name, by who can read them, by folder, by kind, by how they stand. */
export function DocumentFilters({ documents, isNarrow, filter, onFilter, actions }: DocumentFiltersProps) {
  // What filters stays in sight.
  const hasGroups = !isNarrow || filter.group !== null
  const hasFolders = !isNarrow || filter.folder !== null
  const hasTypes = !isNarrow || filter.format !== null
  const groups = [...new Set(documents.flatMap((document) => document.groups))].sort()
  const folders = foldersOf(documents)
  const formats = [...new Set(documents.flatMap(({ format }) => format ?? []))].sort()
  return (
    <div className={styles['filters']}>
      <div className={styles['name']}>
        <SearchField
          label="Filter by name"
          placeholder="Filter by name"
          value={filter.text}
          onChange={(text) => onFilter({ ...filter, text })}
        />
      </div>
      {hasGroups && groups.length > 1 && (
        <Select
          label="Group"
          isLabelHidden
          items={[{ id: all, label: 'All groups' }, ...groups.map((group) => ({ id: group, label: group }))]}
          value={filter.group ?? all}
          onChange={(id) => onFilter({ ...filter, group: id === all ? null : id })}
        />
      )}
      {hasFolders && folders.length > 0 && (
        <Select
          label="Folder"
          isLabelHidden
          items={[
            { id: all, label: 'All folders' },
            ...folders.map((folder) => ({ id: folder, label: folder })),
          ]}
          value={filter.folder ?? all}
          onChange={(id) => onFilter({ ...filter, folder: id === all ? null : id })}
        />
      )}
      {hasTypes && formats.length > 1 && (
        <Select
          label="Type"
          isLabelHidden
          items={[
            { id: all, label: 'Any type' },
            ...formats.map((format) => ({ id: format, label: formatWords(format) })),
          ]}
          value={filter.format ?? all}
          onChange={(id) => onFilter({ ...filter, format: id === all ? null : id })}
        />
      )}
      <Segmented
        label="Status"
        items={[
          { id: 'all', label: 'All' },
          { id: 'ready', label: 'Ready', count: documents.filter(({ status }) => status === 'ready').length },
          { id: 'needs-you', label: 'Needs you', count: documents.filter(needsYou).length },
        ]}
        value={filter.standing}
        onChange={(standing) => onFilter({ ...filter, standing })}
      />
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}

/** No name of a group or a format. */
const all = '\u0000'
