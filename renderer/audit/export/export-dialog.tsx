import { useState } from 'react'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { sizeWords } from '../../documents/size-words.ts'
import type { EntryNames } from '../entry/entry-names.ts'
import { firstAsked } from './asked-export.ts'
import { Done } from './done.tsx'
import styles from './export-dialog.module.css'
import { Options } from './options.tsx'
import { Preview } from './preview.tsx'
import { useExport } from './use-export.ts'
import { useExportPreview } from './use-export-preview.ts'

interface ExportDialogProps {
  isOpen: boolean
  names: EntryNames
  onClose: () => void
}

/** Makes a bundle of the log that an outsider can check, and shows beforehand what they will be able to read. */
export function ExportDialog({ isOpen, ...rest }: ExportDialogProps) {
  return isOpen ? <Exporting {...rest} /> : null
}

function Exporting({ names, onClose }: Omit<ExportDialogProps, 'isOpen'>) {
  const [asked, setAsked] = useState(firstAsked)
  const { query, share, isSettled } = useExportPreview(asked)
  const { state, start, stop, again } = useExport()
  const { data } = query
  const isReady = isSettled && data !== undefined && !query.isFetching
  const entries = data ? data.to - data.from : 0
  const close = () => {
    stop()
    onClose()
  }
  if (state.kind === 'done')
    return (
      <Dialog
        title="Exported"
        size="md"
        isOpen
        onClose={onClose}
        actions={
          <>
            <Button size="lg" onPress={again}>
              Export more
            </Button>
            <Button size="lg" variant="primary" onPress={onClose}>
              Done
            </Button>
          </>
        }
      >
        <Done path={state.path} exported={state.exported} />
      </Dialog>
    )
  const isExporting = state.kind === 'exporting'
  return (
    <Dialog
      title="Export the log"
      size="lg"
      padding="flush"
      isOpen
      isStrict={isExporting}
      onClose={close}
      note={
        data && isReady
          ? `One file, about ${sizeWords(data.bytes)}. Nothing is sent: you pass it on yourself.`
          : 'Nothing is sent: you pass the file on yourself.'
      }
      actions={
        <>
          <Button size="lg" onPress={isExporting ? stop : close}>
            {isExporting ? 'Stop' : 'Cancel'}
          </Button>
          <Button
            size="lg"
            variant="primary"
            icon="upload"
            isDisabled={!isReady}
            isPending={isExporting}
            onPress={() => void start(asked)}
          >
            {isReady
              ? `Export ${entries.toLocaleString()} ${entries === 1 ? 'entry' : 'entries'}…`
              : 'Export…'}
          </Button>
        </>
      }
    >
      {(isExporting || state.kind === 'failed') && (
        <div className={styles['state']}>
          {state.kind === 'exporting' ? (
            <Banner icon="upload" title="Writing the bundle">
              <ProgressBar
                label="Writing the bundle"
                tone="workspace"
                value={state.share}
                detail={<span className={styles['path']}>{state.path}</span>}
              />
            </Banner>
          ) : (
            <Banner tone="danger" isAlert title="Nothing was exported">
              {state.why}
            </Banner>
          )}
        </div>
      )}
      <div className={styles['frame']}>
        <div className={styles['columns']}>
          <Options asked={asked} onAsked={setAsked} isDisabled={isExporting} />
          <Preview query={query} share={share} isSettled={isSettled} asked={asked} names={names} />
        </div>
      </div>
    </Dialog>
  )
}
