import { useCallback, useState } from 'react'
import type { Source } from '../navigation.tsx'
import { sentenceOf } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { DocumentHead } from './document-head.tsx'
import { PaneLoading } from './pane-loading.tsx'
import type { Passage } from './passage.ts'
import { PdfView } from './pdf/pdf-view.tsx'
import { useSetQuoteFound } from './quote-found.ts'
import { TextSource } from './text-source.tsx'
import type { OpenedDocument } from './use-opened-document.ts'
import { indexOfPage, usePassage } from './use-passage.ts'

/** A document that may be read, as its pages or as its text. */
export function OpenedSource({ opened, span }: { opened: OpenedDocument; span: Source['span'] }) {
  const [asText, setAsText] = useState(false)
  if (opened.format === 'pdf' && !asText)
    return <PdfSource opened={opened} span={span} onShowText={() => setAsText(true)} />
  if (opened.status === 'ready')
    return (
      <TextSource
        opened={opened}
        span={span}
        onShowPages={opened.format === 'pdf' ? () => setAsText(false) : null}
      />
    )
  return (
    <>
      <DocumentHead title={opened.title} />
      <EmptyState
        level={3}
        icon={opened.status === 'waiting' ? 'clock' : 'set-aside'}
        title={
          opened.status === 'waiting'
            ? 'This document is still being read'
            : 'This document could not be read'
        }
      >
        {opened.reason}
      </EmptyState>
    </>
  )
}

interface PdfSourceProps {
  opened: OpenedDocument
  span: Source['span']
  onShowText: () => void
}

function PdfSource({ opened, span, onShowText }: PdfSourceProps) {
  const passage = usePassage(opened, span)
  const setFound = useSetQuoteFound()
  const found = useCallback(
    ({ page, start, end }: Passage, isFound: boolean) =>
      setFound({ document: opened.id, page, start, end }, isFound),
    [setFound, opened.id],
  )
  if (passage.error)
    return (
      <>
        <DocumentHead title={opened.title} />
        <EmptyState
          level={3}
          icon="danger"
          title="The quote could not be read"
          actions={<Button onPress={() => void passage.refetch()}>Try again</Button>}
        >
          {sentenceOf(passage.error)}
        </EmptyState>
      </>
    )
  if (passage.isLoading)
    return (
      <>
        <DocumentHead title={opened.title} />
        <PaneLoading />
      </>
    )
  return (
    <PdfView
      opened={opened}
      passage={span ? (passage.data ?? null) : null}
      isLost={span !== null && indexOfPage(opened, span.page) < 0}
      onFound={found}
      onShowText={onShowText}
    />
  )
}
