import { useState } from 'react'
import { firm } from '../api.ts'
import { RadioGroup } from '../ui/fields/radio-group.tsx'
import { Select } from '../ui/fields/select.tsx'
import { TextArea } from '../ui/fields/text-area.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { AskDialog } from './ask-dialog.tsx'
import type { Grant } from './grants.ts'

const dayMs = 86_400_000
const ranges = [
  { id: '1', label: 'The last day' },
  { id: '7', label: 'The last 7 days' },
  { id: '30', label: 'The last 30 days' },
  { id: 'all', label: 'The whole log' },
] as const

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
  const [range, setRange] = useState<(typeof ranges)[number]['id']>('7')
  const [level, setLevel] = useState<Grant['level']>('redacted')
  return (
    <AskDialog
      title="Ask for a look at a log"
      note="The owners see it when they next open that client."
      onClose={onClose}
      isReady={number.trim() !== '' && reason.trim() !== ''}
      ask={async () => {
        const fromMs = range === 'all' ? null : Date.now() - Number(range) * dayMs
        await firm.call('grants.ask', { number, reason, level, fromMs })
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
          <Select label="Of the log" items={ranges} value={range} onChange={setRange} />
          <RadioGroup label="How much" items={levels} value={level} onChange={setLevel} />
        </>
      )}
    </AskDialog>
  )
}
