import type { ReactNode } from 'react'
import styles from './mark.module.css'

/** The cited words, in one marker pen for all clients. */
export function Mark({ children }: { children: ReactNode }) {
  return <mark className={styles['mark']}>{children}</mark>
}
