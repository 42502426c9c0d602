import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Source, useNavigation } from '../navigation.tsx'
import { codeOf, sentenceOf } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { ReadersDrawer } from '../people/access/readers-drawer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { useFewerDocuments } from '../use-fewer-documents.ts'
import { DocumentHead } from './document-head.tsx'
import { OpenedSource } from './opened-source.tsx'
import { PaneLoading } from './pane-loading.tsx'
import styles from './source-pane.module.css'
import { useOpenedDocument } from './use-opened-document.ts'

const paneId = 'source-pane'

/** Moves the keyboard into the pane that is open. */
export function focusSourcePane(): void {
  document.getElementById(paneId)?.focus()
}

/** A document beside what cites it, with the cited passage marked. */
export function SourcePane({ source, onClose }: { source: Source; onClose: () => void }) {
  const { screen, go } = useNavigation()
  const isOwner = useWorkspace().about.role === 'owner'
  const [isAsking, setAsking] = useState(false)
  const pane = useRef<HTMLElement>(null)
  useReturnedFocus(pane)
  useEscape(pane, onClose)
  return (
    <section
      ref={pane}
      id={paneId}
      tabIndex={-1}
      aria-label={`Source: ${source.title}`}
      className={styles['pane']}
    >
      <Toolbar
        level={2}
        title="Source"
        actions={
          <>
            {isOwner && (
              <IconButton icon="people" label="Who can read this" onPress={() => setAsking(true)} />
            )}
            {screen.kind !== 'documents' && (
              <IconButton icon="folder" label="Show in Documents" onPress={() => go({ kind: 'documents' })} />
            )}
            <IconButton icon="x" label="Close source" onPress={onClose} />
          </>
        }
      />
      <ReadersDrawer
        document={isAsking ? { id: source.document, title: source.title } : null}
        onClose={() => setAsking(false)}
      />
      <SourceBody key={source.document} source={source} />
    </section>
  )
}

function SourceBody({ source }: { source: Source }) {
  const opened = useOpenedDocument(source.document)
  useFewerDocuments(() => void opened.refetch())
  // A document that went is not shown any more, although it was read before.
  if (opened.data && !opened.error) return <OpenedSource opened={opened.data} span={source.span} />
  if (!opened.error)
    return (
      <>
        <DocumentHead title={source.title} />
        <PaneLoading />
      </>
    )
  const isGone = codeOf(opened.error) === 'not-found'
  return (
    <>
      <DocumentHead title={source.title} />
      <EmptyState
        level={3}
        icon={isGone ? 'documents' : 'danger'}
        title={isGone ? 'This document is not here any more' : 'The document could not be opened'}
        actions={isGone ? undefined : <Button onPress={() => void opened.refetch()}>Try again</Button>}
      >
        {isGone ? 'It was removed, or you may no longer read it.' : sentenceOf(opened.error)}
      </EmptyState>
    </>
  )
}

/** Escape in the pane closes it. Heard before a tooltip in it takes the key for itself. */
function useEscape(pane: RefObject<HTMLElement | null>, close: () => void): void {
  const escaped = useEffectEvent((event: KeyboardEvent) => {
    const isInside = event.target instanceof Node && pane.current?.contains(event.target)
    if (event.key === 'Escape' && isInside) close()
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => escaped(event)
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [])
}

/** Puts the keyboard back to what opened the pane, if it was in the pane when that closed. */
function useReturnedFocus(pane: RefObject<HTMLElement | null>): void {
  const before = useRef<Element | null>(null)
  useEffect(() => {
    const element = pane.current
    before.current = document.activeElement
    return () => {
      const isInside = element?.contains(document.activeElement) || document.activeElement === document.body
      if (isInside && before.current instanceof HTMLElement) before.current.focus()
    }
  }, [pane])
}
