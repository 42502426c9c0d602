import type { ReactNode } from 'react'
import { z } from 'zod'
import { Hash } from '../../ui/marks/hash.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { DocumentLink } from './document-link.tsx'
import { momentWords } from '../day.ts'
import type { EntryNames } from './entry-names.ts'
import { fieldWords } from './field-words.ts'
import styles from './field-value.module.css'

export interface FieldValueProps {
  field: string
  value: unknown
  names: EntryNames
  onShow: (seq: number) => void
}

/** What stands in a field of an entry, as a person reads it. */
export function FieldValue({ field, value, names, onShow }: FieldValueProps): ReactNode {
  if (value === null) return 'none'
  switch (field) {
    case 'member':
    case 'staff':
    case 'operator':
    case 'auditor':
      return names.person(value)
    case 'group':
      return names.group(value)
    case 'groups':
      return Array.isArray(value) && value.length > 0 ? value.map(names.group).join(', ') : 'none'
    case 'document':
      return <DocumentLink id={value} />
    case 'model':
    case 'embedder':
    case 'reranker':
      return <ModelValue value={value} label={fieldWords(field).toLowerCase()} />
    case 'passages':
      return <Passages value={value} />
    case 'citations':
      return <Citations value={value} />
    case 'text':
      return <span className={styles['quoted']}>{plain(value)}</span>
    case 'piece':
      return <Piece value={value} />
    case 'expiresMs':
    case 'fromMs':
    case 'beforeMs':
      return typeof value === 'number' ? momentWords(value) : plain(value)
    case 'named':
      return <Named value={value} onShow={onShow} />
    case 'seq':
      return typeof value === 'number' ? (
        <LinkButton onPress={() => onShow(value)}>Entry {value.toLocaleString()}</LinkButton>
      ) : (
        plain(value)
      )
  }
  if (typeof value === 'string' && /^[0-9a-f]{32,}$/.test(value))
    return <Hash value={value} label={fieldWords(field).toLowerCase()} />
  return <span className={styles['plain']}>{plain(value)}</span>
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'none' : value
  if (typeof value === 'number') return value.toLocaleString()
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value) && value.every((part) => typeof part === 'string')) return value.join(', ')
  return JSON.stringify(value, null, 1)
}

const PassageList = z.array(z.object({ document: z.string() }))

const NamedModel = z.object({ name: z.string(), sha256: z.string(), outcome: z.string().optional() })

const outcomeWords: Readonly<Record<string, string>> = {
  used: '',
  late: ' (too slow: the order is the fused one)',
  failed: ' (failed: the order is the fused one)',
}

/** A model by name and hash; older entries have one of the two. */
function ModelValue({ value, label }: { value: unknown; label: string }): ReactNode {
  const model = NamedModel.safeParse(value).data
  if (model)
    return (
      <>
        {model.name}
        {outcomeWords[model.outcome ?? 'used']} <Hash value={model.sha256} label={label} />
      </>
    )
  return typeof value === 'string' && /^[0-9a-f]{32,}$/.test(value) ? (
    <Hash value={value} label={label} />
  ) : (
    <span className={styles['plain']}>{plain(value)}</span>
  )
}

/** Of which documents passages were given, and how many of each. */
function Passages({ value }: { value: unknown }) {
  const passages = PassageList.safeParse(value)
  if (!passages.success) return plain(value)
  const counts = new Map<string, number>()
  for (const { document } of passages.data) counts.set(document, (counts.get(document) ?? 0) + 1)
  if (counts.size === 0) return 'none'
  return (
    <ul className={styles['list']}>
      {[...counts].map(([document, count]) => (
        <li key={document}>
          <DocumentLink id={document} place={`${count} ${count === 1 ? 'passage' : 'passages'}`} />
        </li>
      ))}
    </ul>
  )
}

const NamedList = z.array(z.object({ seq: z.int(), fields: z.array(z.string()) }))

/** Sealed values that were opened for an auditor. */
function Named({ value, onShow }: Pick<FieldValueProps, 'value' | 'onShow'>) {
  const named = NamedList.safeParse(value)
  if (!named.success) return plain(value)
  return (
    <ul className={styles['list']}>
      {named.data.map(({ seq, fields }) => (
        <li key={seq}>
          <LinkButton onPress={() => onShow(seq)}>Entry {seq.toLocaleString()}</LinkButton>:{' '}
          {fields.map((field) => fieldWords(field).toLowerCase()).join(', ')}
        </li>
      ))}
    </ul>
  )
}

const CitationList = z.array(
  z.object({ document: z.string(), page: z.int().nullable(), start: z.int(), end: z.int() }),
)

function Citations({ value }: { value: unknown }) {
  const citations = CitationList.safeParse(value)
  if (!citations.success) return plain(value)
  if (citations.data.length === 0) return 'nothing'
  return (
    <ul className={styles['list']}>
      {citations.data.map(({ document, ...span }) => (
        <li key={`${document} ${span.page ?? ''} ${span.start} ${span.end}`}>
          <DocumentLink
            id={document}
            span={span}
            place={span.page === null ? undefined : `page ${span.page.toLocaleString()}`}
          />
        </li>
      ))}
    </ul>
  )
}

const ReadPiece = z.object({
  of: z.enum(['text', 'original']),
  index: z.int().nullable(),
  start: z.int(),
  end: z.int(),
})

function Piece({ value }: { value: unknown }) {
  const piece = ReadPiece.safeParse(value)
  if (!piece.success) return plain(value)
  const { of, index, start, end } = piece.data
  const range = `${start.toLocaleString()}–${end.toLocaleString()}`
  if (of === 'original') return `the file as it was imported, bytes ${range}`
  return `text ${((index ?? 0) + 1).toLocaleString()}, characters ${range}`
}
