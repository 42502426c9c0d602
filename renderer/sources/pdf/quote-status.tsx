import { Icon } from '../../ui/icon.tsx'
import styles from '../source-pane.module.css'

/** Whether a quote stands on the page as it is drawn; null until somebody has looked. */
export function QuoteStatus({ isFound }: { isFound: boolean | null }) {
  return (
    <output className={styles['found']}>
      {isFound === true && (
        <>
          <Icon name="check" size={12} />
          Quote found
        </>
      )}
    </output>
  )
}
