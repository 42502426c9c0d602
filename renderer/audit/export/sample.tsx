import type { ReactNode } from 'react'
import { z } from 'zod'
import type { ExportedEntry } from '../../../core/contract/workspace/export.ts'
import { Facts } from '../../ui/facts.tsx'
import { SealedValue } from '../../ui/marks/sealed-value.tsx'
import { ScrollArea } from '../../ui/scroll-area.tsx'
import { momentWords } from '../day.ts'
import type { EntryNames } from '../entry/entry-names.ts'
import { entryWords } from '../entry/entry-words.ts'
import { fieldWords, inFieldOrder } from '../entry/field-words.ts'
import { actorWords } from '../log-rows.ts'
import styles from './sample.module.css'

const Leaf = z.object({
  seq: z.int(),
  at: z.int(),
  type: z.string(),
  actor: z.string().nullable(),
  role: z.string(),
  outcome: z.string(),
  about: z.record(z.string(), z.json()),
  sealed: z.record(z.string(), z.string()),
})

const Line = z.object({
  field: z.string(),
  value: z.json().optional(),
  masked: z.json().optional(),
  withheld: z.string().optional(),
})
type Line = z.infer<typeof Line>

/** One entry, read from the very lines that the bundle would hold. */
export function Sample({ sample: { leaf, openings }, names }: { sample: ExportedEntry; names: EntryNames }) {
  const entry = Leaf.parse(JSON.parse(leaf))
  const lines = new Map(
    openings.map((line) => Line.parse(JSON.parse(line))).map((line) => [line.field, line]),
  )
  return (
    <div className={styles['sample']}>
      <Facts
        variant="lined"
        facts={[
          { label: 'Entry', value: `${entry.seq.toLocaleString()}, ${lowerFirst(entryWords(entry, names))}` },
          { label: 'When', value: momentWords(entry.at) },
          { label: 'Who', value: `${actorWords(entry, names)}, ${entry.role}` },
          ...inFieldOrder(Object.keys(entry.sealed)).map((field) => ({
            label: fieldWords(field),
            value: <Value line={lines.get(field)} />,
          })),
        ]}
      />
      <details className={styles['raw']}>
        <summary className={styles['summary']}>As it stands in the file</summary>
        <ScrollArea className={styles['scroll']}>
          <pre className={styles['lines']}>{[leaf, ...openings].join('\n')}</pre>
        </ScrollArea>
      </details>
    </div>
  )
}

function Value({ line }: { line: Line | undefined }): ReactNode {
  if (!line) return <SealedValue />
  if (line.withheld !== undefined)
    return <SealedValue word={line.withheld === 'erased' ? 'erased' : 'withheld: not yours to read'} />
  const value = line.masked ?? line.value ?? null
  return (
    <ScrollArea className={styles['value']}>
      <p dir="auto">{typeof value === 'string' ? value : JSON.stringify(value)}</p>
    </ScrollArea>
  )
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
