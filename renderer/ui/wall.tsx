import { classNames } from './class-names.ts'
import styles from './wall.module.css'

/**
 * The bulkhead: 4 px in the client's colour at the start edge of what is the client's, hatched when locked. Its parent
 * is positioned.
 */
export function Wall({ isLocked = false }: { isLocked?: boolean | undefined }) {
  return <span aria-hidden className={classNames(styles['wall'], isLocked && styles['locked'])} />
}
