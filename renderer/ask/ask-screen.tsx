import { useCallback, useRef, useState } from 'react'
import type { AnswerMode, Sharing } from '../../core/contract/workspace/threads.ts'
import type { AnswerId, ThreadId } from '../../core/ids.ts'
import { useFirmState } from '../firm/firm-state.ts'
import { useNavigation } from '../navigation.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { useEachVisit } from '../use-each-visit.ts'
import { useWorkspace } from '../workspace.tsx'
import { announcement } from './announcement.ts'
import styles from './ask-screen.module.css'
import { Composer } from './composer/composer.tsx'
import { useAnswerModel } from './conversation/use-answer-model.ts'
import { useListedTitle, useThread } from './conversation/threads.ts'
import { useAsked, useAsking, useBeginning, useDraft } from './conversation/use-conversation.ts'
import { SaveThread } from './save-thread.tsx'
import { ShareDialog } from './share/share-dialog.tsx'
import { Theirs } from './share/theirs.tsx'
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
  const [, setNewDraft] = useDraft('new')
  const { go } = useNavigation()
  const { ask: askAs, stop } = useAsking(key)
  const [wanted, setMode] = useState<AnswerMode>('documents')
  const [editing, setEditing] = useState<AnswerId | null>(null)
  const model = useAnswerModel()
  // Without a model there is nothing to chat with.
  const mode = model ? wanted : 'documents'
  const text = useRef<HTMLTextAreaElement>(null)
  const [isSharing, setSharing] = useState(false)
  useBeginning(thread)

  // "New thread" is pressed to write something.
  useEachVisit(() => {
    if (thread === null) text.current?.focus()
  })

  const ask = useCallback(
    (question: string, instead: AnswerId | null = null) => {
      setEditing(null)
      askAs(question, { mode, instead })
    },
    [askAs, mode],
  )

  const edit = useCallback(
    (question: string, instead: AnswerId | null = null) => {
      setDraft(question)
      setEditing(instead)
      const element = text.current
      if (!element) return
      element.focus()
      // Once the text is there.
      requestAnimationFrame(() => element.setSelectionRange(question.length, question.length))
    },
    [setDraft],
  )

  /** Of somebody else's thread a question is asked in one's own. */
  const editInNew = useCallback(
    (question: string) => {
      setNewDraft(question)
      go({ kind: 'ask', thread: null })
    },
    [setNewDraft, go],
  )

  const isAsking = asked?.kind === 'asking'
  const turns = opened.data?.turns ?? []
  const by = opened.data?.by ?? null
  return (
    <div className={styles['screen']}>
      <Toolbar
        title={thread ? (opened.data?.title ?? listed ?? 'Thread') : 'New thread'}
        meta={turnsWords(turns.length)}
        actions={
          thread !== null && (
            <>
              {opened.data?.by === null && (
                <Button icon="people" onPress={() => setSharing(true)}>
                  {isShared(opened.data.sharedWith) ? 'Shared' : 'Share'}
                </Button>
              )}
              {turns.length > 0 && <SaveThread thread={thread} />}
            </>
          )
        }
      />
      <Turns
        thread={thread}
        opened={opened}
        asked={asked}
        asker={by ?? firm.data?.signedIn?.name ?? 'You'}
        onAsk={by === null ? ask : editInNew}
        onEdit={by === null ? edit : editInNew}
      >
        {by === null ? (
          <Composer
            draft={draft}
            onDraft={setDraft}
            onAsk={(question) => {
              setDraft('')
              ask(question, editing)
            }}
            mode={mode}
            onMode={setMode}
            model={model}
            onKeepTurns={editing === null ? null : () => setEditing(null)}
            onStop={isAsking ? stop : null}
            isStopping={isAsking && asked.stopping}
            textRef={text}
          />
        ) : (
          <Theirs by={by} />
        )}
      </Turns>
      {thread !== null && opened.data?.by === null && (
        <ShareDialog
          thread={thread}
          sharedWith={opened.data.sharedWith}
          isOpen={isSharing}
          onClose={() => setSharing(false)}
        />
      )}
      <VisuallyHidden>
        <output>{announcement(asked)}</output>
      </VisuallyHidden>
    </div>
  )
}

function isShared({ groups, members }: Sharing): boolean {
  return groups.length + members.length > 0
}

function turnsWords(turns: number): string | undefined {
  if (turns === 0) return undefined
  return turns === 1 ? '1 question' : `${turns.toLocaleString()} questions`
}
