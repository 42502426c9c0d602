import { Busy } from '../ui/busy.tsx'
import { Icon } from '../ui/icon.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import styles from './import-badge.module.css'
import { useImporter } from './importer.tsx'
import { countsOf, filesOf } from './importing/import-state.ts'

/** How far the import of this workspace is, for wherever one is in it. Nothing while none is under way. */
export function ImportBadge() {
  const { state, phase } = useImporter()
  if (phase === 'idle' || phase === 'ended') return null
  const { files, ready, failed, waiting } = countsOf(filesOf(state))
  return (
    <span className={styles['badge']}>
      {phase === 'paused' ? <Icon name="pause" size={12} /> : <Busy />}
      {phase === 'paused' ? (
        <>
          <VisuallyHidden>Import paused, </VisuallyHidden>
          {waiting.toLocaleString()} left
        </>
      ) : (
        <>
          <VisuallyHidden>Importing </VisuallyHidden>
          {(ready + failed).toLocaleString()} of {files.toLocaleString()}
        </>
      )}
    </span>
  )
}
