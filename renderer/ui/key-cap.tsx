import { classNames } from './class-names.ts'
import styles from './key-cap.module.css'

/** A key, or keys held together, as they stand on a keyboard: "Ctrl K". */
export function KeyCap({ children, isBare = false }: { children: string; isBare?: boolean | undefined }) {
  return <kbd className={classNames(styles['key'], isBare && styles['bare'])}>{children}</kbd>
}
