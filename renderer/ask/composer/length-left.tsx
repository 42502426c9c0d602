import styles from './composer.module.css'

/** The longest question that the contract takes, in UTF-16 code units. */
export const mostLength = 4_000
/** From here on it is said how much is left. */
const nearLength = 3_600

/** How long a question is as it would be asked. */
export function lengthOf(draft: string): number {
  return draft.trim().length
}

/** Nothing until a question gets long. */
export function LengthLeft({ length }: { length: number }) {
  const isOver = length > mostLength
  return (
    <output className={isOver ? styles['over'] : styles['length']}>
      {isOver
        ? `${(length - mostLength).toLocaleString()} characters too long`
        : length > nearLength && `${length.toLocaleString()} of ${mostLength.toLocaleString()}`}
    </output>
  )
}
