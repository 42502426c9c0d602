import { TextArea } from '../ui/fields/text-area.tsx'
import { sheetLength, sheetLetters } from './sheet.ts'

export interface SheetFieldProps {
  value: string
  error: string | null
  onChange: (value: string) => void
  autoFocus?: boolean
}

/** A recovery sheet, typed, pasted, or scanned by a reader that types. Says how much is still missing. */
export function SheetField({ value, error, onChange, autoFocus = false }: SheetFieldProps) {
  const letters = sheetLetters(value).length
  return (
    <TextArea
      label="The sheet’s 14 groups"
      hint={
        letters === 0
          ? 'Capitals, spaces and dashes do not matter. A code reader can type them.'
          : left(letters)
      }
      rows={3}
      maxLength={200}
      autoFocus={autoFocus}
      value={value}
      error={error}
      onChange={onChange}
    />
  )
}

function left(letters: number): string {
  if (letters === sheetLength) return 'All 14 groups are there.'
  if (letters > sheetLength) return `${letters - sheetLength} letters or digits too many.`
  const groups = Math.floor(letters / 4)
  return `${groups} of 14 groups.`
}
