import { useCallback, useRef, useState } from 'react'
import { sentenceOf } from '../../problem.ts'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/banner.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { DocumentHead } from '../document-head.tsx'
import { PageSteps } from '../page-steps.tsx'
import { PaneLoading } from '../pane-loading.tsx'
import styles from '../source-pane.module.css'
import type { Passage } from '../passage.ts'
import type { OpenedDocument } from '../use-opened-document.ts'
import type { PdfProblem } from './open-pdf.ts'
import { type DeskHandle, PdfDesk } from './pdf-desk.tsx'
import { QuoteAsText } from './quote-as-text.tsx'
import { QuoteStatus } from './quote-status.tsx'
import { usePdf } from './use-pdf.ts'
import type { Zoom } from './use-scale.ts'
import { ZoomButtons } from './zoom-buttons.tsx'

interface PdfViewProps {
  opened: OpenedDocument
  /** Where to begin, with what to mark. */
  passage: Passage | null
  /** What is cited is on a page that the document has not. */
  isLost: boolean
  onFound: (passage: Passage, found: boolean) => void
  onShowText: () => void
}

/** A PDF as its pages are drawn. */
export function PdfView({ opened, passage, isLost, onFound, onShowText }: PdfViewProps) {
  const { title } = opened
  const state = usePdf(opened.id, opened.bytes)
  const desk = useRef<DeskHandle>(null)
  const [zoom, setZoom] = useState<Zoom>('lines')
  const [look, setLook] = useState({ page: passage?.page ?? 1, factor: 1 })
  const [seen, setSeen] = useState<{ passage: Passage; found: boolean } | null>(null)
  const looked = useCallback((page: number, factor: number) => setLook({ page, factor }), [])
  const marked = useCallback(
    (of: Passage, found: boolean) => {
      setSeen({ passage: of, found })
      onFound(of, found)
    },
    [onFound],
  )

  if (state.kind === 'loading')
    return (
      <>
        <DocumentHead title={title}>
          <ReadSoFar readBytes={state.readBytes} bytes={opened.bytes} />
        </DocumentHead>
        <PaneLoading />
      </>
    )
  if (state.kind === 'failed')
    return (
      <>
        <DocumentHead title={title} />
        <NotDrawn problem={state.problem} onShowText={onShowText} />
      </>
    )
  const isFound = seen && seen.passage === passage ? seen.found : null
  return (
    <>
      <DocumentHead title={title}>
        <PageSteps page={look.page} pages={state.pdf.numPages} onPage={(page) => desk.current?.goTo(page)} />
        <QuoteStatus isFound={isFound} />
        <ZoomButtons zoom={zoom} shown={look.factor} onZoom={setZoom} />
        <IconButton size="sm" icon="documents" label="Show as text" onPress={onShowText} />
      </DocumentHead>
      {isLost && (
        <div className={styles['doubt']}>
          <Banner tone="warn">The page that is cited is not in this document.</Banner>
        </div>
      )}
      {passage && isFound === false && (
        <QuoteAsText key={`${passage.page} ${passage.start} ${passage.end}`} passage={passage} />
      )}
      <PdfDesk
        ref={desk}
        pdf={state.pdf}
        title={title}
        zoom={zoom}
        passage={passage}
        onLook={looked}
        onFound={marked}
      />
    </>
  )
}

const megabyte = 2 ** 20

/** Of a large file, how far its reading is. */
function ReadSoFar({ readBytes, bytes }: { readBytes: number; bytes: number }) {
  if (bytes < 8 * megabyte) return null
  return (
    <span>
      Read {Math.round(readBytes / megabyte)} of {Math.round(bytes / megabyte)} MB
    </span>
  )
}

function NotDrawn({ problem, onShowText }: { problem: PdfProblem; onShowText: () => void }) {
  if (problem === 'encrypted')
    return (
      <EmptyState level={3} icon="lock" title="This PDF is locked with a password">
        Save a copy without one, and add that copy.
      </EmptyState>
    )
  return (
    <EmptyState
      level={3}
      icon="warning"
      title="The pages could not be drawn"
      actions={<Button onPress={onShowText}>Show its text</Button>}
    >
      {problem === 'damaged' ? 'The file seems to be damaged.' : sentenceOf(problem.unread)}
    </EmptyState>
  )
}
