import { useState } from 'react'
import { Checkbox } from '../fields/checkbox.tsx'
import { CheckboxGroup } from '../fields/checkbox-group.tsx'
import { ColourPicker } from '../fields/colour-picker.tsx'
import { DateField } from '../fields/date-field.tsx'
import { NumberField } from '../fields/number-field.tsx'
import { PassphraseField } from '../fields/passphrase-field.tsx'
import { RadioGroup } from '../fields/radio-group.tsx'
import { SearchField } from '../fields/search-field.tsx'
import { Segmented } from '../fields/segmented.tsx'
import { Select } from '../fields/select.tsx'
import { Switch } from '../fields/switch.tsx'
import { TextArea } from '../fields/text-area.tsx'
import { TextField } from '../fields/text-field.tsx'
import { Columns, Group, Row, State } from './specimen.tsx'

const groups = [
  { id: 'all', label: 'All groups' },
  { id: 'tax', label: 'Tax', description: 'Kavita Rao, Imran Sheikh and 2 more' },
  { id: 'leases', label: 'Leases', description: 'Kavita Rao, Tom Pryce' },
] as const
const levels = [
  { id: 'proof', label: 'Proof only', description: 'That each entry exists, when, and of which kind.' },
  {
    id: 'redacted',
    label: 'Redacted',
    description: 'Also staff codes, documents by number, model and hashes.',
  },
  { id: 'full', label: 'Full', description: 'Everything. Needs an owner’s consent.', isDisabled: true },
] as const
const views = [
  { id: 'all', label: 'All' },
  { id: 'ready', label: 'Ready', count: 315 },
  { id: 'needs', label: 'Needs you', count: 3 },
] as const

export function FieldsGroup() {
  return (
    <>
      <Group title="Fields" note="The edge is 3:1. Errors say what would be right.">
        <TextFields />
        <LongFields />
      </Group>
      <Group title="Choices">
        <Choices />
        <Colours />
      </Group>
    </>
  )
}

function TextFields() {
  const [name, setName] = useState('Hartley Insurance')
  const [words, setWords] = useState('')
  const [filled, setFilled] = useState('lease')
  const [secret, setSecret] = useState('correct horse battery')
  const [day, setDay] = useState('2025-07-29')
  const [minutes, setMinutes] = useState(10)
  return (
    <>
      <Columns count={3}>
        <TextField
          label="Name"
          value=""
          onChange={() => undefined}
          placeholder="As it stands on their letterhead"
        />
        <TextField label="For whom, and why" hint="Written to the log." value={name} onChange={setName} />
        <State name="Focus" force="hovered">
          <TextField label="Hover" value="Hartley" onChange={() => undefined} />
        </State>
        <TextField
          label="From"
          value="17/13/2025"
          error="There is no month 13. Try 17 December 2025."
          onChange={() => undefined}
        />
        <TextField label="Language" value="Set by your firm" hint="An owner can change this." isDisabled />
        <TextField label="नाम" value="कारण बताओ नोटिस की प्रति" onChange={() => undefined} />
        <DateField label="Day" value={day} onChange={setDay} />
        <PassphraseField label="Passphrase" value={secret} onChange={setSecret} />
        <PassphraseField
          label="Passphrase"
          value="x"
          size="lg"
          error="This passphrase does not open the account."
          onChange={() => undefined}
        />
        <SearchField
          label="Filter"
          placeholder="Filter by name or words"
          value={words}
          onChange={setWords}
          keys="Ctrl F"
        />
        <SearchField label="Filter" value={filled} onChange={setFilled} />
        <NumberField
          label="Lock when idle"
          unit="minutes"
          value={minutes}
          minValue={1}
          maxValue={60}
          onChange={setMinutes}
        />
      </Columns>
    </>
  )
}

function LongFields() {
  const [question, setQuestion] = useState(
    'What does the lease say about the rent review in 2026?\nAnd who has to ask for it, by when?',
  )
  return (
    <Columns count={3}>
      <TextArea label="Prompt" value={question} onChange={setQuestion} />
      <TextArea label="प्रश्न" value="क्या व्यक्तिगत सुनवाई की तारीख तय हुई है?" onChange={() => undefined} />
      <div dir="rtl">
        <TextArea
          label="سؤال"
          value="متى يجب الرد على الإشعار؟"
          hint="يُكتب في السجل."
          onChange={() => undefined}
        />
      </div>
    </Columns>
  )
}

function Choices() {
  const [group, setGroup] = useState<(typeof groups)[number]['id'] | null>('all')
  const [level, setLevel] = useState<(typeof levels)[number]['id']>('redacted')
  const [view, setView] = useState<(typeof views)[number]['id']>('all')
  const [isOn, setOn] = useState(true)
  const [readers, setReaders] = useState<string[]>(['tax'])
  return (
    <>
      <Row>
        <State name="Select">
          <Select label="Group" isLabelHidden items={groups} value={group} onChange={setGroup} />
        </State>
        <State name="Focus" force="focus-visible" of="button">
          <Select label="Group" isLabelHidden items={groups} value={group} onChange={setGroup} />
        </State>
        <State name="Empty">
          <Select
            label="Group"
            isLabelHidden
            items={groups}
            value={null}
            onChange={setGroup}
            placeholder="Choose groups"
          />
        </State>
        <State name="Quiet">
          <Select
            variant="quiet"
            size="sm"
            label="Group"
            isLabelHidden
            items={groups}
            value={group}
            onChange={setGroup}
          />
        </State>
        <State name="Disabled">
          <Select label="Group" isLabelHidden isDisabled items={groups} value="tax" onChange={setGroup} />
        </State>
        <State name="Segments">
          <Segmented label="Show" items={views} value={view} onChange={setView} />
        </State>
      </Row>
      <Row>
        <State name="Off">
          <Checkbox isSelected={false} onChange={() => undefined}>
            Tax
          </Checkbox>
        </State>
        <State name="On">
          <Checkbox isSelected={isOn} onChange={setOn}>
            Leases
          </Checkbox>
        </State>
        <State name="Some">
          <Checkbox isSelected={false} isIndeterminate onChange={() => undefined}>
            All
          </Checkbox>
        </State>
        <State name="Focus" force="focus-visible" of="label">
          <Checkbox isSelected onChange={() => undefined}>
            Payroll
          </Checkbox>
        </State>
        <State name="Disabled">
          <Checkbox isSelected isDisabled onChange={() => undefined}>
            Partners
          </Checkbox>
        </State>
        <State name="Switch">
          <Switch isSelected={isOn} onChange={setOn}>
            Spelling
          </Switch>
        </State>
        <State name="Off">
          <Switch isSelected={!isOn} onChange={() => setOn(!isOn)}>
            Sound
          </Switch>
        </State>
        <State name="Disabled">
          <Switch isSelected isDisabled onChange={() => undefined}>
            Updates
          </Switch>
        </State>
        <State name="Focus" force="focus-visible" of="label">
          <Switch isSelected onChange={() => undefined}>
            Sound
          </Switch>
        </State>
      </Row>
      <Columns>
        <RadioGroup label="What the recipient can read" items={levels} value={level} onChange={setLevel} />
        <CheckboxGroup
          label="Groups who can read"
          hint="Nobody else in the firm can, not even operators."
          items={[
            { id: 'tax', label: 'Tax' },
            { id: 'leases', label: 'Leases', description: '2 people' },
            { id: 'hi', label: 'भुगतान और वेतन' },
          ]}
          value={readers}
          onChange={setReaders}
        />
        <RadioGroup
          label="Ends after"
          layout="row"
          items={[
            { id: 'day', label: '24 hours' },
            { id: 'week', label: 'A week' },
          ]}
          value="day"
          onChange={() => undefined}
        />
        <Switch
          side="end"
          isSelected={isOn}
          onChange={setOn}
          description="The window locks, and all that was decrypted is wiped from memory."
        >
          Lock when the computer sleeps
        </Switch>
      </Columns>
    </>
  )
}

function Colours() {
  const [colour, setColour] = useState(0)
  return <ColourPicker value={colour} onChange={setColour} />
}
