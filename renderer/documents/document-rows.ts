import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'

type Standing = 'all' | 'ready' | 'needs-you'

export interface DocumentFilter {
  /** Words, each of which is in the name. */
  text: string
  /** Name of a group; null for any. */
  group: string | null
  /** Path of a folder, with what is below it; null for any, also for none. */
  folder: string | null
  /** A format; null for any. */
  format: string | null
  standing: Standing
}

export const noFilter: DocumentFilter = { text: '', group: null, folder: null, format: null, standing: 'all' }

export type DocumentColumn = 'title' | 'groups' | 'pages' | 'bytes' | 'addedMs' | 'status'

export interface DocumentOrder {
  column: DocumentColumn
  direction: 'ascending' | 'descending'
}

export const newestFirst: DocumentOrder = { column: 'addedMs', direction: 'descending' }

/** Whether a person has to do something: its text could not be read, or nobody may. */
export function needsYou({ status, groups }: DocumentSummary): boolean {
  return status === 'failed' || groups.length === 0
}

export function filtered(documents: readonly DocumentSummary[], filter: DocumentFilter): DocumentSummary[] {
  const words = inSearchForm(filter.text).split(/\s+/).filter(Boolean)
  return documents.filter((document) => {
    if (filter.group !== null && !document.groups.includes(filter.group)) return false
    if (filter.folder !== null && !isIn(document.folder, filter.folder)) return false
    if (filter.format !== null && document.format !== filter.format) return false
    if (filter.standing === 'needs-you' && !needsYou(document)) return false
    if (filter.standing === 'ready' && document.status !== 'ready') return false
    const title = inSearchForm(document.title)
    return words.every((word) => title.includes(word))
  })
}

function isIn(folder: string, of: string): boolean {
  return folder === of || folder.startsWith(`${of}/`)
}

/** Every folder that a document is in or below, in order. */
export function foldersOf(documents: readonly DocumentSummary[]): string[] {
  const folders = new Set<string>()
  for (const { folder } of documents) {
    const parts = folder === '' ? [] : folder.split('/')
    for (let depth = 1; depth <= parts.length; depth += 1) folders.add(parts.slice(0, depth).join('/'))
  }
  return [...folders].sort(byName.compare)
}

function inSearchForm(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** As a person counts: "2 b" before "10 a". */
const byName = new Intl.Collator(undefined, { numeric: true })

const compare: Readonly<Record<DocumentColumn, (one: DocumentSummary, other: DocumentSummary) => number>> = {
  title: (one, other) => byName.compare(one.title, other.title),
  groups: (one, other) => byName.compare(one.groups.join(), other.groups.join()),
  pages: (one, other) => (one.pages ?? -1) - (other.pages ?? -1),
  bytes: (one, other) => one.bytes - other.bytes,
  addedMs: (one, other) => one.addedMs - other.addedMs,
  status: (one, other) => rank(one) - rank(other),
}

function rank(document: DocumentSummary): number {
  if (needsYou(document)) return 0
  return document.status === 'waiting' ? 1 : 2
}

/** In this order; what is equal in it, by name. */
export function sorted(documents: readonly DocumentSummary[], order: DocumentOrder): DocumentSummary[] {
  const sign = order.direction === 'ascending' ? 1 : -1
  return documents.toSorted(
    (one, other) => sign * compare[order.column](one, other) || byName.compare(one.title, other.title),
  )
}
