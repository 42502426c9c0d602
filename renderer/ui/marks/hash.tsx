import { CopyButton } from '../copy-button.tsx'
import styles from './hash.module.css'

export interface HashProps {
  /** Hexadecimal, or any long code. */
  value: string
  /** What it is the hash of, for the copy button: "hash of the leaf". */
  label: string
  /** "short" leaves out the middle. */
  form?: 'short' | 'whole' | undefined
  canCopy?: boolean | undefined
}

/** A machine's word: in groups of four, to be compared by eye, and copied whole. */
export function Hash({ value, label, form = 'short', canCopy = true }: HashProps) {
  const groups = value.match(/.{1,4}/gu) ?? []
  const isCut = form === 'short' && groups.length > 6
  const shown = isCut ? `${groups.slice(0, 3).join(' ')} … ${groups.slice(-2).join(' ')}` : groups.join(' ')
  return (
    <span className={styles['hash']}>
      <code className={styles['code']} title={isCut ? value : undefined}>
        {shown}
      </code>
      {canCopy && <CopyButton text={value} label={`Copy ${label}`} />}
    </span>
  )
}
