import { initials } from './initials.ts'
import styles from './avatar.module.css'

/** A person, beside their name. */
export function Avatar({ name }: { name: string }) {
  return (
    <span aria-hidden className={styles['avatar']}>
      {initials(name, 'little')}
    </span>
  )
}
