import { classNames } from './class-names.ts'
import styles from './skeleton.module.css'

export interface SkeletonProps {
  /** What is awaited, for a screen reader: "Loading documents". */
  label: string
  /** "lines" of text, or "rows" of a table or list. */
  shape?: 'lines' | 'rows' | undefined
  count?: number | undefined
}

const widths = ['72%', '58%', '83%', '64%', '77%', '51%']

/** Still shapes of what will stand here. They appear after 300 ms: most things are there before. */
export function Skeleton({ label, shape = 'lines', count = 3 }: SkeletonProps) {
  return (
    <output aria-label={label} className={classNames(styles['skeleton'], styles[shape])}>
      {Array.from({ length: count }, (_, index) => (
        <span key={index} className={styles['line']}>
          <span className={styles['bar']} style={{ width: widths[index % widths.length] }} />
        </span>
      ))}
    </output>
  )
}
