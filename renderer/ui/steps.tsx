import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import styles from './steps.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface StepsProps {
  label: string
  steps: readonly string[]
  /** An index. Those before it are done. */
  current: number
}

/** Where one is in something of several steps. */
export function Steps({ label, steps, current }: StepsProps) {
  return (
    <ol aria-label={label} className={styles['steps']}>
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === current ? 'step' : undefined}
          className={classNames(
            styles['step'],
            index < current && styles['done'],
            index === current && styles['current'],
          )}
        >
          <span aria-hidden className={styles['point']}>
            {index < current ? <Icon name="check" size={12} /> : index + 1}
          </span>
          {step}
          {index < current && <VisuallyHidden>, done</VisuallyHidden>}
        </li>
      ))}
    </ol>
  )
}
