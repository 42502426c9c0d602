import { Select } from '../ui/fields/select.tsx'

const choices = [
  { id: '1', label: '1 hour' },
  { id: '4', label: '4 hours' },
  { id: '24', label: '24 hours' },
  { id: '72', label: '3 days' },
  { id: '168', label: '7 days' },
] as const
export type Hours = (typeof choices)[number]['id']
export const usualHours: Hours = '24'

/** For how long. A week is the most. */
export function HoursSelect({ value, onChange }: { value: Hours; onChange: (hours: Hours) => void }) {
  return <Select label="For how long" items={choices} value={value} onChange={onChange} />
}
