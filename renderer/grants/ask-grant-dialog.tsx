import { useId, useState } from 'react'
import { firm } from '../api.ts'
import { sentenceOf } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { RadioGroup } from '../ui/fields/radio-group.tsx'
import { Select } from '../ui/fields/select.tsx'
import { TextArea } from '../ui/fields/text-area.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import { showToast } from '../ui/toast.tsx'
import styles from './grants-screen.module.css'
import { type Grant, useLookAgain } from './grants.ts'

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
  const lookAgain = useLookAgain()
  const formId = useId()
  const [number, setNumber] = useState('')
  const [reason, setReason] = useState('')
  const [range, setRange] = useState<(typeof ranges)[number]['id']>('7')
  const [level, setLevel] = useState<Grant['level']>('redacted')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const ask = async () => {
    setPending(true)
    try {
      const fromMs = range === 'all' ? null : Date.now() - Number(range) * dayMs
      await firm.call('grants.ask', { number, reason, level, fromMs })
      await lookAgain()
      showToast({ text: 'Asked. An owner of that client decides.' })
      onClose()
    } catch (problem) {
      setError(sentenceOf(problem))
      setPending(false)
    }
  }
  return (
    <Dialog
      isOpen
      title="Ask for a look at a log"
      onClose={onClose}
      note="The owners see it when they next open that client."
      actions={
        <>
          <Button size="lg" onPress={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            variant="primary"
            type="submit"
            form={formId}
            isPending={isPending}
            isDisabled={number.trim() === '' || reason.trim() === ''}
          >
            Ask
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
      >
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
      </form>
    </Dialog>
  )
}
