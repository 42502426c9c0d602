import { type ReactNode, useId } from 'react'
import styles from './settings-section.module.css'

export interface SettingsSectionProps {
  title: string
  /** What it is for, and for whom it counts. */
  text?: ReactNode
  children: ReactNode
}

/** One subject of the settings: its name at the left, what can be done about it at the right. */
export function SettingsSection({ title, text, children }: SettingsSectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles['section']}>
      <div className={styles['head']}>
        <h2 id={id}>{title}</h2>
        {text !== undefined && <p className={styles['text']}>{text}</p>}
      </div>
      <div className={styles['body']}>{children}</div>
    </section>
  )
}
