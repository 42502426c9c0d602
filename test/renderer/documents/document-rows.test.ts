import { describe, expect, it } from 'vitest'
import type { DocumentSummary } from '../../../core/contract/workspace/documents.ts'
import { DocumentId, newId } from '../../../core/ids.ts'
import {
  filtered,
  needsYou,
  newestFirst,
  noFilter,
  sorted,
} from '../../../renderer/documents/document-rows.ts'
import { sizeWords } from '../../../renderer/documents/size-words.ts'

function document(over: Partial<DocumentSummary>): DocumentSummary {
  return {
    id: newId(DocumentId),
    title: 'Lease.pdf',
    folder: '',
    format: 'pdf',
    status: 'ready',
    reason: null,
    bytes: 1_000,
    addedMs: 0,
    pages: 1,
    groups: ['everyone'],
    ...over,
  }
}

const titles = (documents: readonly DocumentSummary[]) => documents.map(({ title }) => title)

describe('rows of documents', () => {
  const lease = document({ title: 'Lease 2, Koregaon Park.pdf', addedMs: 3 })
  const draft = document({ title: 'Lease 10, draft.docx', format: 'docx', addedMs: 1, groups: [] })
  const notice = document({ title: 'कारण बताओ नोटिस.pdf', status: 'failed', addedMs: 2, groups: ['Tax'] })
  const all = [lease, draft, notice]

  it('need a person where they could not be read, or nobody may read them', () => {
    expect(all.map(needsYou)).toEqual([false, true, true])
  })

  it('are filtered by words in the name, whatever their case and order', () => {
    expect(filtered(all, { ...noFilter, text: 'park LEASE' })).toEqual([lease])
    expect(filtered(all, { ...noFilter, text: ' नोटिस ' })).toEqual([notice])
    expect(filtered(all, { ...noFilter, text: '(.*' })).toEqual([])
    expect(filtered(all, noFilter)).toEqual(all)
  })

  it('are filtered by group, format and standing', () => {
    expect(filtered(all, { ...noFilter, group: 'Tax' })).toEqual([notice])
    expect(filtered(all, { ...noFilter, format: 'docx' })).toEqual([draft])
    expect(filtered(all, { ...noFilter, standing: 'needs-you' })).toEqual([draft, notice])
    expect(filtered(all, { ...noFilter, standing: 'ready' })).toEqual([lease, draft])
  })

  it('are sorted as a person counts', () => {
    expect(titles(sorted(all, newestFirst))).toEqual(titles([lease, notice, draft]))
    expect(titles(sorted(all, { column: 'title', direction: 'ascending' })).slice(0, 2)).toEqual([
      'Lease 2, Koregaon Park.pdf',
      'Lease 10, draft.docx',
    ])
    expect(sorted(all, { column: 'status', direction: 'descending' })[0]).toBe(lease)
  })
})

describe('a size', () => {
  it('is said in the unit that people use for it', () => {
    expect([0, 980, 42_400, 4_260_000, 31_000_000].map(sizeWords)).toEqual([
      '0 bytes',
      '980 bytes',
      '42 KB',
      '4.3 MB',
      '31 MB',
    ])
  })
})
