import { useState } from 'react'
import { NotLoaded } from '../../not-loaded.tsx'
import { Facts } from '../../ui/facts.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { momentWords } from '../day.ts'
import { codesOnly, type EntryNames } from '../entry/entry-names.ts'
import { type AskedExport, mayMask } from './asked-export.ts'
import styles from './preview.module.css'
import { Sample } from './sample.tsx'
import type { ExportPreview, useExportPreview } from './use-export-preview.ts'

interface PreviewProps extends ReturnType<typeof useExportPreview> {
  asked: AskedExport
  names: EntryNames
}

/** What the recipient will be able to read: entries as they would stand in the bundle, and what becomes of all values. */
export function Preview({ query, share, isSettled, asked, names }: PreviewProps) {
  const { data, error } = query
  const isBusy = !isSettled || query.isFetching
  return (
    <section
      aria-label="What the recipient will be able to read"
      aria-busy={isBusy}
      className={styles['preview']}
    >
      {isBusy && (
        <div className={styles['busy']}>
          <ProgressBar
            label="Going through the entries"
            tone="workspace"
            value={share}
            detail="Going through the entries"
          />
        </div>
      )}
      {error && !isBusy && <NotLoaded title="It cannot be shown" error={error} onTryAgain={query.refetch} />}
      {data && !isBusy && (
        <>
          <Samples
            key={`${asked.level} ${data.from} ${data.to}`}
            preview={data}
            names={mayMask(asked.level) ? names : codesOnly}
          />
          <Facts facts={factsOf(data)} />
        </>
      )}
    </section>
  )
}

function Samples({ preview: { samples }, names }: { preview: ExportPreview; names: EntryNames }) {
  const [at, setAt] = useState(() => mostToRead(samples))
  const shown = samples[at]
  if (!shown) return null
  return (
    <>
      <div className={styles['head']}>
        <h3 className={styles['title']}>Exactly what they will see</h3>
        <span className={styles['place']}>
          {at + 1} of {samples.length} kinds
        </span>
        <IconButton
          size="sm"
          icon="chevron-left"
          label="Another entry, earlier"
          isDisabled={at === 0}
          onPress={() => setAt(at - 1)}
        />
        <IconButton
          size="sm"
          icon="chevron-right"
          label="Another entry, later"
          isDisabled={at === samples.length - 1}
          onPress={() => setAt(at + 1)}
        />
      </div>
      <Sample sample={shown} names={names} />
    </>
  )
}

/** What one should look at first: the entry with the most sealed values, open or not. */
function mostToRead(samples: ExportPreview['samples']): number {
  const sealed = samples.map(({ leaf }) => leaf.match(/":"[0-9a-f]{64}"/g)?.length ?? 0)
  return sealed.lastIndexOf(Math.max(...sealed))
}

function factsOf({ from, to, naming, firstMs, lastMs, values }: ExportPreview) {
  const { opened, masked, erased, notReadable, sealed } = values
  const count = (value: number) => value.toLocaleString()
  const readable = masked === 0 ? count(opened) : `${count(opened)}, and ${count(masked)} with parts masked`
  const facts = [
    {
      label: 'Entries',
      value: `${count(from)}–${count(to - 1)}${naming === 0 ? '' : `, and ${count(naming)} before them that name what they speak of`}`,
    },
    { label: 'Time', value: `${momentWords(firstMs)} – ${momentWords(lastMs)}` },
    { label: 'Values to read', value: readable },
  ]
  if (sealed > 0)
    facts.push({ label: 'Sealed', value: `${count(sealed)}: proven by salted hashes that cannot be guessed` })
  if (erased > 0)
    facts.push({ label: 'Erased', value: `${count(erased)}, with the document that they came from` })
  if (notReadable > 0)
    facts.push({ label: 'Withheld', value: `${count(notReadable)} from documents that you may not read` })
  return [
    ...facts,
    { label: 'Always visible', value: 'How often each person did what and when, each person as a code' },
  ]
}
