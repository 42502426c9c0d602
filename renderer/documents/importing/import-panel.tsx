import { useState } from 'react'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/overlays/confirm-dialog.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { useImporter } from '../importer.tsx'
import { plural } from '../plural.ts'
import styles from './import-panel.module.css'
import { ImportRows } from './import-rows.tsx'
import { countsOf, filesOf, type ImportCounts, type ImportPhase, nameOfImport } from './import-state.ts'
import { readersWords } from './readers-choice.tsx'
import { useTimeLeft } from './use-time-left.ts'

/** How bringing files in goes, and what a person can do about it. Nothing while there is nothing to say. */
export function ImportPanel() {
  const importer = useImporter()
  const { state, phase } = importer
  const files = filesOf(state)
  const counts = countsOf(files)
  const left = useTimeLeft(state.pace, counts.waiting)
  const [isHidden, setHidden] = useState(false)
  const [isForgetting, setForgetting] = useState(false)
  if (phase === 'idle') return null

  const title = titleOf(phase, state.left, counts, nameOfImport(files))
  const notes = notesOf(phase, state.left, counts, left, state.groups)
  const hasRows = files.length > 0
  return (
    <section className={styles['panel']} aria-label="Import">
      <VisuallyHidden>
        {/* Read out when something begins or ends, not at every file. */}
        <output>{phase === 'ended' ? `${title}. ${notes.join(', ')}` : title}</output>
      </VisuallyHidden>
      <div className={styles['head']}>
        <p className={styles['words']}>
          <strong className={styles['title']}>{title}</strong>
          {notes.map((note) => (
            <span key={note} className={styles['note']}>
              {note}
            </span>
          ))}
        </p>
        <div className={styles['actions']}>
          {(phase === 'running' || phase === 'pausing') && (
            <Button size="sm" icon="pause" isDisabled={phase === 'pausing'} onPress={importer.pause}>
              Pause
            </Button>
          )}
          {phase === 'paused' && (
            <>
              <Button size="sm" icon="play" onPress={() => void importer.resume()}>
                Continue
              </Button>
              <Button size="sm" variant="quiet" onPress={() => setForgetting(true)}>
                Forget…
              </Button>
            </>
          )}
          {hasRows && (
            <Button
              size="sm"
              variant="quiet"
              aria-expanded={!isHidden}
              onPress={() => setHidden((before) => !before)}
            >
              {isHidden ? 'Show files' : 'Hide files'}
            </Button>
          )}
          {phase === 'ended' && (
            <Button size="sm" variant="quiet" onPress={importer.close}>
              Close
            </Button>
          )}
        </div>
        {phase !== 'ended' && (
          <div className={styles['progress']}>
            <ProgressBar
              label="Import"
              tone="workspace"
              isPaused={phase === 'paused'}
              value={hasRows ? (counts.ready + counts.failed) / counts.files : 0}
            />
          </div>
        )}
      </div>
      {state.problem !== null && (
        <div className={styles['problem']}>
          <Banner tone="danger" isAlert title="The import broke off">
            {state.problem}
          </Banner>
        </div>
      )}
      {hasRows && !isHidden && <ImportRows files={files} onRetry={({ key }) => void importer.retry(key)} />}
      <ConfirmDialog
        title={`Forget ${plural(counts.waiting, 'file')}?`}
        isOpen={isForgetting}
        onClose={() => setForgetting(false)}
        confirmLabel={`Forget ${plural(counts.waiting, 'file')}`}
        cancelLabel="Keep"
        onConfirm={() => {
          setForgetting(false)
          void importer.forget()
        }}
      >
        They will not be read. What was imported stays, and the files on your computer are not touched.
      </ConfirmDialog>
    </section>
  )
}

function titleOf(phase: ImportPhase, left: boolean, counts: ImportCounts, name: string | null): string {
  switch (phase) {
    case 'idle':
      return ''
    case 'running':
      if (counts.files === 0) return 'Looking for files'
      return name === null ? `Importing ${plural(counts.files, 'file')}` : `Importing “${name}”`
    case 'pausing':
      return 'Pausing'
    case 'paused':
      if (!left) return 'Import paused'
      return `${plural(counts.waiting, 'file was', 'files were')} not read yet`
    case 'ended':
      if (counts.files === 0) return 'Nothing was imported'
      if (counts.ready === 0) return 'Nothing could be read'
      return counts.files === 1 && name !== null ? `Imported “${name}”` : 'Import finished'
  }
}

function notesOf(
  phase: ImportPhase,
  left: boolean,
  counts: ImportCounts,
  timeLeft: string | null,
  groups: readonly string[],
): string[] {
  const aside = counts.failed > 0 ? `, ${counts.failed.toLocaleString()} set aside` : ''
  const done = counts.ready + counts.failed
  if (counts.files === 0) return []
  switch (phase) {
    case 'idle':
      return []
    case 'running':
    case 'pausing':
      return [
        `${done.toLocaleString()} of ${plural(counts.files, 'file')}${aside}`,
        ...(timeLeft === null ? [] : [timeLeft]),
        ...(groups.length === 0 ? [] : [`readable by ${readersWords(groups)}`]),
      ]
    case 'paused':
      return left
        ? ['The workspace was closed while they waited.']
        : [`${done.toLocaleString()} of ${plural(counts.files, 'file')}${aside}`]
    case 'ended':
      return [`${counts.ready.toLocaleString()} ready${aside}`]
  }
}
