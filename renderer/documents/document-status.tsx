import type { DocumentSummary } from '../../core/contract/workspace/documents.ts'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Status } from '../ui/marks/status.tsx'
import { Popover } from '../ui/overlays/popover.tsx'
import styles from './document-table.module.css'

export interface DocumentStatusProps {
  document: DocumentSummary
  isReading: boolean
  onRetry: () => void
}

/** How a document stands, and where it was set aside why, in whole sentences when it is pressed. */
export function DocumentStatus({ document, isReading, onRetry }: DocumentStatusProps) {
  if (isReading) return <Status tone="busy">Reading again</Status>
  switch (document.status) {
    case 'ready':
      return <Status tone="ok">Ready</Status>
    case 'waiting':
      return <Status tone="neutral">Not read yet</Status>
    case 'failed':
      return (
        <Status tone="danger">
          <span className={styles['reason']}>
            <Popover
              label="Why it was set aside"
              placement="bottom end"
              content={
                <div className={styles['why']}>
                  <p className={styles['whyTitle']}>This file was set aside</p>
                  <p>{document.reason ?? 'It could not be read.'}</p>
                  <Button size="sm" icon="refresh" onPress={onRetry}>
                    Read again
                  </Button>
                </div>
              }
            >
              <LinkButton onPress={() => undefined}>{document.reason ?? 'It could not be read.'}</LinkButton>
            </Popover>
          </span>
        </Status>
      )
  }
}
