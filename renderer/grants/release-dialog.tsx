import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { momentWords } from '../audit/day.ts'
import { codesOnly } from '../audit/entry/entry-names.ts'
import { entryWords } from '../audit/entry/entry-words.ts'
import { fieldWords } from '../audit/entry/field-words.ts'
import { sentenceOf } from '../problem.ts'
import { Banner } from '../ui/banner.tsx'
import { Facts } from '../ui/facts.tsx'
import { TextArea } from '../ui/fields/text-area.tsx'
import { Checkbox } from '../ui/fields/checkbox.tsx'
import { FormDialog } from '../ui/overlays/form-dialog.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { showToast } from '../ui/toast.tsx'
import { useWorkspace } from '../workspace.tsx'
import styles from './grants-screen.module.css'
import { type Grant, type ReleasePreview, useLookAgain } from './grants.ts'
import { type LogRange, NarrowedRangeSelect, rangeFrom } from './log-range.tsx'
import { type Hours, HoursSelect, usualHours } from './hours-select.tsx'

export interface ReleaseDialogProps {
  grant: Grant
  onClose: () => void
}

/**
 * Shows what a release would hold before there is one. The redacted log and the words are two releases: this shows the one
 * that comes next.
 */
export function ReleaseDialog({ grant, onClose }: ReleaseDialogProps) {
  const { binding, caller } = useWorkspace()
  const lookAgain = useLookAgain()
  const isFull = grant.redacted !== null
  const [hours, setHours] = useState<Hours>(usualHours)
  const [reason, setReason] = useState('')
  // Less than what was asked for, where the owner says so.
  const [range, setRange] = useState<LogRange>('all')
  const [isRedactedOnly, setRedactedOnly] = useState(false)
  const [openedMs] = useState(() => Date.now())
  const fromMs = isFull ? null : rangeFrom(range, openedMs)
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const preview = useQuery({
    queryKey: ['grants', 'preview', binding, grant.grant, isFull, fromMs],
    gcTime: 0,
    queryFn: async () => await caller.call('grants.preview', { grant: grant.grant, fromMs }),
  })
  const release = async () => {
    setPending(true)
    setError(null)
    try {
      if (isFull) await caller.call('grants.approveFull', { grant: grant.grant, reason })
      else
        await caller.call('grants.approve', {
          grant: grant.grant,
          hours: Number(hours),
          fromMs,
          level: isRedactedOnly ? 'redacted' : null,
        })
      await lookAgain()
      showToast({ text: `Released to ${grant.operatorName}` })
      onClose()
    } catch (problem) {
      setError(sentenceOf(problem))
      setPending(false)
    }
  }
  return (
    <FormDialog
      isStrict
      title={
        isFull ? `Release the words to ${grant.operatorName}` : `Release the log to ${grant.operatorName}`
      }
      onClose={onClose}
      note={
        isFull
          ? 'A second approval, with an entry of its own. It ends with the grant.'
          : 'Encrypted to this operator alone. Words take a second approval.'
      }
      isCancelFirst
      submitLabel={isFull ? 'Release the words' : 'Release, redacted'}
      variant={isFull ? 'danger' : 'primary'}
      isReady={preview.data !== undefined && !(isFull && reason.trim() === '')}
      isPending={isPending}
      onSubmit={() => void release()}
    >
      {isFull && (
        <Banner tone="warn" title="Names, questions, answers and passages in the plain">
          {grant.operatorName} is no member of this client and will read everything below.
        </Banner>
      )}
      {preview.isPending && <Skeleton label="Looking at what would be released" count={4} />}
      {preview.error && (
        <Banner tone="danger" isAlert title="There is nothing to release">
          {sentenceOf(preview.error)}
        </Banner>
      )}
      {preview.data && <Preview preview={preview.data} isFull={isFull} />}
      {isFull ? (
        <TextArea
          label="Why the words are needed"
          value={reason}
          onChange={setReason}
          maxLength={500}
          hint="Stays in this client’s log."
        />
      ) : (
        <>
          <NarrowedRangeSelect grant={grant} nowMs={openedMs} value={range} onChange={setRange} />
          <HoursSelect value={hours} onChange={setHours} />
          {grant.level === 'full' && (
            <Checkbox isSelected={isRedactedOnly} onChange={setRedactedOnly}>
              Redacted is all of it: no words later, although they asked for them
            </Checkbox>
          )}
        </>
      )}
      {error !== null && (
        <Banner tone="danger" isAlert title="Nothing was released">
          {error}
        </Banner>
      )}
    </FormDialog>
  )
}

const Leaf = z.object({
  seq: z.int(),
  type: z.string(),
  outcome: z.string(),
  about: z.record(z.string(), z.json()),
})
const OpeningLine = z.object({ field: z.string(), value: z.json().optional() })

function Preview({ preview, isFull }: { preview: ReleasePreview; isFull: boolean }) {
  const { from, to, firstMs, lastMs, values, samples } = preview
  const count = (to - from).toLocaleString()
  return (
    <>
      <Facts
        facts={[
          { label: 'Entries', value: `${count}, from ${momentWords(firstMs)} to ${momentWords(lastMs)}` },
          {
            label: 'In it',
            value: isFull
              ? `${values.opened.toLocaleString()} values in the plain: names, titles, questions, answers`
              : 'what happened, when, and by whom, with codes for names; which models were used',
          },
          {
            label: 'Not in it',
            value: isFull
              ? `${(values.notReadable + values.erased).toLocaleString()} values that you may not read, or that were erased`
              : `${values.sealed.toLocaleString()} sealed values: every name, title, question and answer`,
          },
        ]}
      />
      <section aria-label="Some of it">
        <ul className={styles['samples']}>
          {samples.map(({ leaf, openings }) => (
            <Sample key={leaf} leaf={leaf} openings={openings} />
          ))}
        </ul>
      </section>
    </>
  )
}

function Sample({ leaf, openings }: ReleasePreview['samples'][number]) {
  const entry = Leaf.parse(JSON.parse(leaf))
  const values = openings
    .map((line) => OpeningLine.parse(JSON.parse(line)))
    .flatMap(({ field, value }) =>
      value === undefined || value === null ? [] : [`${fieldWords(field)}: ${shownValue(value)}`],
    )
  return (
    <li className={styles['sampleEntry']}>
      <span className={styles['sampleNumber']}>{entry.seq.toLocaleString()}</span>
      <span dir="auto">
        {entryWords(entry, codesOnly)}
        {values.length > 0 && ` (${values.join('; ').slice(0, 200)})`}
      </span>
    </li>
  )
}

/** A hash is told by its beginning. */
function shownValue(value: z.core.util.JSONType): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return /^[0-9a-f]{64}$/u.test(value) ? `${value.slice(0, 8)}…` : value
}
