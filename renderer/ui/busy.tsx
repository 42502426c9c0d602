import styles from './busy.module.css'
import { classNames } from './class-names.ts'

/** The ring that turns while something is being done. The words beside it say what. */
export function Busy({ size = 12 }: { size?: 12 | 16 | 20 | undefined }) {
  return <span aria-hidden className={classNames(styles['ring'], styles[`size${size}`])} />
}
