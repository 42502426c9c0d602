import { useState } from 'react'
import { firm } from '../api.ts'
import { RadioGroup } from '../ui/fields/radio-group.tsx'
import { TextArea } from '../ui/fields/text-area.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { AskDialog } from './ask-dialog.tsx'
import type { Grant } from './grants.ts'
import { type LogRange, LogRangeSelect, rangeFrom } from './log-range.tsx'

const levels: readonly { id: Grant['level']; label: string; description: string }[] = [
  {
    id: 'redacted',
    label: 'Redacted',
    description: 'What happened and when, by codes; no name, title, question or answer.',
  },
  {
    id: 'full',
    label: 'With all words',
    description: 'An owner releases the redacted log first, and the words by a second approval.',
  },
]

/** An operator asks to look at a client's log. */
export function AskGrantDialog({ onClose }: { onClose: () => void }) {
  const [number, setNumber] = useState('')
  const [reason, setReason] = useState('')
  const [range, setRange] = useState<LogRange>('7')
  const [level, setLevel] = useState<Grant['level']>('redacted')
  return (
    <AskDialog
      title="Ask for a look at a log"
      note="The owners see it when they next open that client."
      onClose={onClose}
      isReady={number.trim() !== '' && reason.trim() !== ''}
      ask={async () => {
        await firm.call('grants.ask', { number, reason, level, fromMs: rangeFrom(range, Date.now()) })
      }}
      asked="Asked. An owner of that client decides."
    >
      {(error) => (
        <>
          <TextField
            label="The client’s number"
            size="lg"
            isMono
            autoFocus
            placeholder="3F2A-91C0"
            value={number}
            onChange={setNumber}
            hint="Its owners see it under Grants and can read it out to you."
            error={error}
          />
          <TextArea
            label="Why you need to look"
            value={reason}
            onChange={setReason}
            maxLength={500}
            hint="The owner reads it, and it stays in both logs. Write nothing about the client here."
          />
          <LogRangeSelect value={range} onChange={setRange} />
          <RadioGroup label="How much" items={levels} value={level} onChange={setLevel} />
        </>
      )}
    </AskDialog>
  )
}
