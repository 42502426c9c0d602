import { useMemo, useRef } from 'react'
import { Busy } from '../../ui/busy.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { useRowsInView } from '../../ui/lists/rows-in-view.ts'
import styles from './import-rows.module.css'
import { type ImportedFile, inOrderOfInterest } from './import-state.ts'
import { stageIcons, stageWords } from './stage-words.ts'

const rowHeight = 28

export interface ImportRowsProps {
  files: readonly ImportedFile[]
  onRetry: (file: ImportedFile) => void
}

/** A row for each file: what needs a person first, then what is under way, what comes next, what is done. */
export function ImportRows({ files, onRetry }: ImportRowsProps) {
  const rows = useMemo(() => inOrderOfInterest(files), [files])
  const scroller = useRef<HTMLElement>(null)
  const { start, end } = useRowsInView(scroller, { count: rows.length, rowHeight, headHeight: 0 })
  return (
    // What scrolls can be scrolled by keys.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={scroller} className={styles['scroller']} tabIndex={0} aria-label="Files">
      <ul className={styles['rows']} style={{ height: rows.length * rowHeight }}>
        {rows.slice(start, end).map((file, offset) => (
          <li
            key={file.key}
            aria-setsize={rows.length}
            aria-posinset={start + offset + 1}
            className={classNames(styles['row'], file.stage === 'failed' && styles['failed'])}
            style={{ top: (start + offset) * rowHeight }}
          >
            <FileRow file={file} onRetry={onRetry} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function FileRow({ file, onRetry }: { file: ImportedFile; onRetry: (file: ImportedFile) => void }) {
  const words = stageWords(file)
  const isBusy = file.stage === 'reading' || file.stage === 'embedding'
  return (
    <>
      {isBusy ? <Busy /> : <Icon name={stageIcons[file.stage]} size={14} />}
      <bdi className={styles['name']} title={file.name}>
        {file.name}
      </bdi>
      <span className={styles['stage']} title={words}>
        {words}
      </span>
      {file.stage === 'failed' && file.document !== null && (
        <Button size="sm" aria-label={`Read ${file.name} again`} onPress={() => onRetry(file)}>
          Read again
        </Button>
      )}
    </>
  )
}
