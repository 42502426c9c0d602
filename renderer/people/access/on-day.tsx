import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import styles from './access-drawer.module.css'

export interface OnDayProps {
  /** "2025-03-12"; empty for today. */
  day: string
  onDay: (day: string) => void
}

/** Asks about a day in the past; today is how things are now. */
export function OnDay({ day, onDay }: OnDayProps) {
  return (
    <div className={styles['day']}>
      <DateField
        label="On this day"
        hint={
          day === ''
            ? 'Empty is now. A day in the past is answered from the log, as things were when it ended.'
            : 'From the log, as things were when that day ended.'
        }
        value={day}
        onChange={onDay}
      />
      {day !== '' && (
        <Button variant="quiet" onPress={() => onDay('')}>
          Back to now
        </Button>
      )}
    </div>
  )
}
