import { Skeleton } from '../ui/skeleton.tsx'
import styles from './source-pane.module.css'

/** Still lines where a document will be. */
export function PaneLoading() {
  return (
    <div className={styles['loading']}>
      <Skeleton label="Loading the document" count={8} />
    </div>
  )
}
