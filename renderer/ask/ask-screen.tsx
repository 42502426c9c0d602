import { useCallback, useRef } from 'react'
import type { ThreadId } from '../../core/ids.ts'
import { useFirmState } from '../firm/firm-state.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { useEachVisit } from '../use-each-visit.ts'
import { useWorkspace } from '../workspace.tsx'
import { announcement } from './announcement.ts'
import styles from './ask-screen.module.css'
import { Composer } from './composer/composer.tsx'
import { useListedTitle, useThread } from './conversation/threads.ts'
import { useAsked, useAsking, useBeginning, useDraft } from './conversation/use-conversation.ts'
import { Turns } from './turns.tsx'

/** Questions and answers of one thread, or the place to begin one. */
export function AskScreen({ thread }: { thread: ThreadId | null }) {
  const { about } = useWorkspace()
  if (about.role === 'auditor')
    return (
      <EmptyState icon="eye-off" title="An auditor does not ask">
        You see what was asked and answered as the log has it, without the words of the documents.
      </EmptyState>
    )
  return <Conversation thread={thread} />
}

function Conversation({ thread }: { thread: ThreadId | null }) {
  const key = thread ?? 'new'
  const firm = useFirmState()
  const opened = useThread(thread)
  const listed = useListedTitle(thread)
  const asked = useAsked(key)
  const [draft, setDraft] = useDraft(key)
  const { ask, stop } = useAsking(key)
  const text = useRef<HTMLTextAreaElement>(null)
  useBeginning(thread)

  // "New thread" is pressed to write something.
  useEachVisit(() => {
    if (thread === null) text.current?.focus()
  })

  const edit = useCallback(
    (question: string) => {
      setDraft(question)
      const element = text.current
      if (!element) return
      element.focus()
      // Once the text is there.
      requestAnimationFrame(() => element.setSelectionRange(question.length, question.length))
    },
    [setDraft],
  )

  const isAsking = asked?.kind === 'asking'
  const turns = opened.data?.turns ?? []
  return (
    <div className={styles['screen']}>
      <Toolbar
        title={thread ? (opened.data?.title ?? listed ?? 'Thread') : 'New thread'}
        meta={turnsWords(turns.length)}
      />
      <Turns
        thread={thread}
        opened={opened}
        asked={asked}
        asker={firm.data?.signedIn?.name ?? 'You'}
        onAsk={ask}
        onEdit={edit}
      >
        <Composer
          draft={draft}
          onDraft={setDraft}
          onAsk={(question) => {
            setDraft('')
            ask(question)
          }}
          onStop={isAsking ? stop : null}
          isStopping={isAsking && asked.stopping}
          textRef={text}
        />
      </Turns>
      <VisuallyHidden>
        <output>{announcement(asked)}</output>
      </VisuallyHidden>
    </div>
  )
}

function turnsWords(turns: number): string | undefined {
  if (turns === 0) return undefined
  return turns === 1 ? '1 question' : `${turns.toLocaleString()} questions`
}
