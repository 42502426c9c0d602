import { useMemo } from 'react'
import { Busy } from '../../ui/busy.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { List } from '../../ui/lists/list.tsx'
import styles from './import-rows.module.css'
import { type ImportedFile, inOrderOfInterest } from './import-state.ts'
import { stageIcons, stageWords } from './stage-words.ts'

export interface ImportRowsProps {
  files: readonly ImportedFile[]
  onRetry: (file: ImportedFile) => void
}

/** A row for each file: what is under way first, then what needs a person, what comes next, what is done. */
export function ImportRows({ files, onRetry }: ImportRowsProps) {
  const rows = useMemo(() => inOrderOfInterest(files), [files])
  return (
    <div className={styles['frame']}>
      <List
        label="Files"
        items={rows}
        itemId={({ key }) => key}
        itemLabel={({ name }) => name}
        estimatedHeight={28}
      >
        {(file) => <FileRow file={file} onRetry={onRetry} />}
      </List>
    </div>
  )
}

function FileRow({ file, onRetry }: { file: ImportedFile; onRetry: (file: ImportedFile) => void }) {
  const isBusy = file.stage === 'reading' || file.stage === 'embedding'
  return (
    <div className={classNames(styles['row'], file.stage === 'failed' && styles['failed'])}>
      {isBusy ? <Busy /> : <Icon name={stageIcons[file.stage]} size={14} />}
      <bdi className={styles['name']} title={file.name}>
        {file.name}
      </bdi>
      <span className={styles['stage']}>{stageWords(file)}</span>
      {file.stage === 'failed' && file.document !== null && (
        <Button
          size="sm"
          variant="quiet"
          icon="refresh"
          excludeFromTabOrder
          aria-label={`Read again: ${file.name}`}
          onPress={() => onRetry(file)}
        >
          Read again
        </Button>
      )}
    </div>
  )
}
