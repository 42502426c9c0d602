import styles from './count.module.css'
import { VisuallyHidden } from '../visually-hidden.tsx'

/** How many wait for somebody. Nothing when none do. */
export function Count({ value, label }: { value: number; label: string }) {
  if (value <= 0) return null
  return (
    <span className={styles['count']}>
      <span aria-hidden>{value > 99 ? '99+' : value}</span>
      <VisuallyHidden>
        {value.toLocaleString()} {label}
      </VisuallyHidden>
    </span>
  )
}
