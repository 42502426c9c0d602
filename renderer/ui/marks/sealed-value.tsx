import styles from './sealed-value.module.css'

/** Something that is proven but not shown. Always of one length, since a length would be a leak. */
export function SealedValue({ word = 'sealed' }: { word?: string | undefined }) {
  return (
    <span className={styles['sealed']}>
      <span aria-hidden className={styles['bars']} />
      <span className={styles['word']}>{word}</span>
    </span>
  )
}
