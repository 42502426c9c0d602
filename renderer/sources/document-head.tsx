import type { ReactNode } from 'react'
import { languageOf } from './language-of.ts'
import styles from './source-pane.module.css'

/** Which document is shown, whole, and below it where one is in it. */
export function DocumentHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles['about']}>
      <p className={styles['title']} dir="auto" lang={languageOf(title)}>
        {title}
      </p>
      <div className={styles['bar']}>{children}</div>
    </div>
  )
}
