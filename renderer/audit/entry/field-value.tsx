import { Fragment, type ReactNode } from 'react'
import { z } from 'zod'
import { Hash } from '../../ui/marks/hash.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { DocumentLink } from './document-link.tsx'
import { durationWords, momentWords } from '../day.ts'
import type { EntryNames } from './entry-names.ts'
import { fieldWords, inFieldOrder } from './field-words.ts'
import styles from './field-value.module.css'
import { shortCode } from './entry-names.ts'
import { valueWords } from './value-words.ts'

export interface FieldValueProps {
  field: string
  /** The field that this is a part of. */
  within?: string
  value: unknown
  names: EntryNames
  onShow: (seq: number) => void
}

/** What stands in a field of an entry, as a person reads it. What has no form of its own is shown part by part. */
export function FieldValue({ field, within, value, names, onShow }: FieldValueProps): ReactNode {
  if (value === null) return field === 'at' ? 'now' : 'none'
  switch (field) {
    case 'member':
    case 'staff':
    case 'operator':
    case 'auditor':
      return names.person(value)
    case 'group':
      return names.group(value)
    case 'document':
      return <DocumentLink id={value} />
    case 'model':
    case 'embedder':
    case 'reranker':
    case 'adapter':
      if (NamedModel.safeParse(value).success) return <ModelValue value={value} label={fieldWords(field)} />
      break
    case 'passages':
      return <Passages value={value} />
    case 'citations':
      return <Citations value={value} />
    case 'ranks':
      return <Ranks value={value} />
    case 'sentences':
      return <Sentences value={value} />
    case 'text':
    case 'instructions':
    case 'statement':
      if (typeof value === 'string' && value !== '') return <span className={styles['quoted']}>{value}</span>
      break
    case 'piece':
      return <Piece value={value} />
    case 'at':
    case 'expiresMs':
    case 'fromMs':
    case 'beforeMs':
      if (typeof value === 'number') return momentWords(value)
      break
    case 'searchMs':
    case 'firstTextMs':
    case 'totalMs':
      if (typeof value === 'number') return durationWords(value)
      break
    case 'named':
      return <Named value={value} onShow={onShow} />
    case 'seq':
      if (typeof value === 'number') return <EntryLink seq={value} onShow={onShow} />
      break
    case 'entries':
      if (Array.isArray(value))
        return value.map((seq, index) => (
          <Fragment key={String(seq)}>
            {index > 0 && ', '}
            <EntryLink seq={Number(seq)} onShow={onShow} />
          </Fragment>
        ))
      break
  }
  if (typeof value === 'string' && isHex(value))
    return <Hash value={value} label={fieldWords(field, within).toLowerCase()} />
  if (typeof value !== 'object') return <span className={styles['plain']}>{plain(field, value)}</span>
  if (Array.isArray(value)) return <Several {...{ field, value, names, onShow }} />
  return <Parts {...{ field, value: value ?? {}, names, onShow }} />
}

function isHex(text: string): boolean {
  return /^[0-9a-f]{32,}$/.test(text)
}

function plain(field: string, value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString()
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === '' ? 'none' : (valueWords(field, String(value)) ?? String(value))
}

/** A list: people, groups and words in a row, codes of other things counted, and what has parts below each other. */
function Several({
  field,
  value,
  names,
  onShow,
}: Omit<FieldValueProps, 'within' | 'value'> & { value: readonly unknown[] }): ReactNode {
  if (value.length === 0) return 'none'
  if (value.some((one) => typeof one === 'object'))
    return (
      <ol className={styles['list']}>
        {value.map((one, index) => (
          <li key={index}>
            <FieldValue field={field} value={one} names={names} onShow={onShow} />
          </li>
        ))}
      </ol>
    )
  const say = { groups: names.group, members: names.person }[field]
  if (say) return value.map(say).join(', ')
  if (value.every((one) => typeof one === 'string' && isHex(one)))
    return `${value.length.toLocaleString()}: ${value.map(shortCode).join(', ')}`
  return <span className={styles['plain']}>{value.map((one) => plain(field, one)).join(', ')}</span>
}

function Parts({
  field,
  value,
  names,
  onShow,
}: Omit<FieldValueProps, 'within' | 'value'> & { value: object }): ReactNode {
  const parts = Object.fromEntries<unknown>(Object.entries(value))
  return (
    <dl className={styles['parts']}>
      {inFieldOrder(Object.keys(value)).map((part) => (
        <div key={part}>
          <dt>{fieldWords(part, field)}</dt>
          <dd>
            <FieldValue field={part} within={field} value={parts[part]} names={names} onShow={onShow} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function EntryLink({ seq, onShow }: { seq: number; onShow: FieldValueProps['onShow'] }) {
  return <LinkButton onPress={() => onShow(seq)}>Entry {seq.toLocaleString()}</LinkButton>
}

const PassageList = z.array(z.object({ document: z.string() }))

const NamedModel = z.object({ name: z.string(), sha256: z.string(), outcome: z.string().optional() })

/** A model or an adapter by name and hash, and what came of it where it could be too slow. */
function ModelValue({ value, label }: { value: unknown; label: string }): ReactNode {
  const { name, sha256, outcome = 'used' } = NamedModel.parse(value)
  return (
    <>
      {name}
      {outcome !== 'used' && ` (${valueWords('outcome', outcome) ?? outcome})`}{' '}
      <Hash value={sha256} label={label.toLowerCase()} />
    </>
  )
}

const RankList = z.array(
  z.object({
    keyword: z.int().nullable(),
    vector: z.int().nullable(),
    score: z.number(),
    signs: z.array(z.string()),
  }),
)

/** For each passage where it stood in each search, and what in it reads like instructions. */
function Ranks({ value }: { value: unknown }) {
  const ranks = RankList.safeParse(value)
  if (!ranks.success || ranks.data.length === 0) return 'none'
  return (
    <ol className={styles['numbered']}>
      {ranks.data.map(({ keyword, vector, score, signs }, index) => (
        <li key={index}>
          {[
            keyword !== null && `by words ${keyword.toLocaleString()}`,
            vector !== null && `by meaning ${vector.toLocaleString()}`,
            `score ${score.toLocaleString(undefined, { maximumSignificantDigits: 3 })}`,
            ...signs.map((sign) => valueWords('signs', sign) ?? sign),
          ]
            .filter(Boolean)
            .join(', ')}
        </li>
      ))}
    </ol>
  )
}

const SentenceList = z.array(z.object({ start: z.int(), end: z.int(), support: z.string() }))

/** Each sentence by its place in the text that was shown, and what its check came to. */
function Sentences({ value }: { value: unknown }) {
  const sentences = SentenceList.safeParse(value)
  if (!sentences.success || sentences.data.length === 0) return 'none'
  return (
    <ol className={styles['numbered']}>
      {sentences.data.map(({ start, end, support }) => (
        <li key={start}>
          characters {start.toLocaleString()}–{end.toLocaleString()}:{' '}
          {valueWords('support', support) ?? support}
        </li>
      ))}
    </ol>
  )
}

/** Of which documents passages were given, and how many of each. */
function Passages({ value }: { value: unknown }) {
  const passages = PassageList.safeParse(value)
  if (!passages.success) return null
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
  if (!named.success) return null
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
  if (!citations.success) return null
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
  if (!piece.success) return null
  const { of, index, start, end } = piece.data
  const range = `${start.toLocaleString()}–${end.toLocaleString()}`
  if (of === 'original') return `the file as it was imported, bytes ${range}`
  return `text ${((index ?? 0) + 1).toLocaleString()}, characters ${range}`
}
