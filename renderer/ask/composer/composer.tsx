import { type KeyboardEvent, type RefObject, useState } from 'react'
import type { AnswerMode } from '../../../core/contract/workspace/threads.ts'
import { useWorkspace } from '../../workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/fields/segmented.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { WorkspaceTile } from '../../ui/marks/workspace-tile.tsx'
import { Wall } from '../../ui/wall.tsx'
import { QuestionDialog } from '../question-dialog.tsx'
import { AddFiles } from './add-files.tsx'
import styles from './composer.module.css'
import { LengthLeft, lengthOf, mostLength } from './length-left.tsx'
import { SavedQuestionsPalette } from './saved-questions-palette.tsx'

interface ComposerProps {
  draft: string
  onDraft: (draft: string) => void
  onAsk: (question: string) => void
  /** Set while an answer is under way. */
  onStop: (() => void) | null
  isStopping: boolean
  textRef: RefObject<HTMLTextAreaElement | null>
  mode: AnswerMode
  onMode: (mode: AnswerMode) => void
  /** The language model that answers; null where answers are quotations. */
  model: string | null
  /** Set while an earlier question is edited: gives that up. */
  onKeepTurns: (() => void) | null
}

const modes = [
  { id: 'documents', label: 'Only from documents' },
  { id: 'chat', label: 'Chat' },
] as const

/** Where one asks. It says of whom, from what, and as whom. */
export function Composer({
  draft,
  onDraft,
  onAsk,
  onStop,
  isStopping,
  textRef,
  mode,
  onMode,
  model,
  onKeepTurns,
}: ComposerProps) {
  const { about } = useWorkspace()
  const [saved, setSaved] = useState<'list' | 'save' | null>(null)
  const length = lengthOf(draft)
  const mayAsk = length > 0 && length <= mostLength && !onStop

  function ask() {
    if (mayAsk) onAsk(draft.trim())
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>) {
    // The Enter that ends the choice of a word in an input method is none of ours; Safari and old Chromiums say 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      ask()
    } else if (event.key === 'Escape' && onStop) {
      event.preventDefault()
      onStop()
    } else if (event.key === '/' && draft === '' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      setSaved('list')
    }
  }

  /** Where the writing mark is, in the place of what is selected. */
  function insert(text: string) {
    const area = textRef.current
    const start = area?.selectionStart ?? draft.length
    onDraft(draft.slice(0, start) + text + draft.slice(area?.selectionEnd ?? start))
    // Once the text is there, and the list is gone.
    requestAnimationFrame(() => {
      area?.focus()
      area?.setSelectionRange(start + text.length, start + text.length)
    })
  }

  return (
    <>
      <form
        className={styles['composer']}
        aria-label={`Ask ${about.name}`}
        onSubmit={(event) => {
          event.preventDefault()
          ask()
        }}
      >
        <div className={styles['box']}>
          <Wall />
          <div className={styles['top']}>
            <WorkspaceTile name={about.name} colour={about.colour} state="open" />
            <strong className={styles['name']} dir="auto" title={about.name}>
              {about.name}
            </strong>
            <div className={styles['from']}>
              {model === null ? (
                'Only from documents'
              ) : (
                <Segmented
                  label="What answers come from"
                  items={modes}
                  value={mode}
                  onChange={onMode}
                  isDisabled={onStop !== null}
                />
              )}
            </div>
          </div>
          {onKeepTurns && (
            <p className={styles['editing']}>
              The new answer takes the place of the old one and of what follows it.{' '}
              <LinkButton onPress={onKeepTurns}>Keep them</LinkButton>
            </p>
          )}
          <div className={styles['text']}>
            <TextArea
              label="Question"
              isLabelHidden
              variant="plain"
              rows={1}
              maxRows={10}
              placeholder={
                onStop
                  ? 'Wait for the answer, or stop it'
                  : mode === 'chat'
                    ? 'Ask the model; no document is read'
                    : 'Ask about this client'
              }
              value={draft}
              onChange={onDraft}
              onKeyDown={press}
              textAreaRef={textRef}
            />
          </div>
          <div className={styles['bottom']}>
            <AddFiles />
            <IconButton icon="bookmark" label="Saved questions" keys="/" onPress={() => setSaved('list')} />
            <span className={styles['grow']} />
            <LengthLeft length={length} />
            {model !== null && (
              <span className={styles['model']} title={model}>
                {model}
              </span>
            )}
            <span className={styles['groups']} title={about.groups.join(', ')}>
              You read as {about.groups.join(', ')}
            </span>
            {onStop ? (
              <Button icon="stop" isDisabled={isStopping} onPress={onStop}>
                Stop
              </Button>
            ) : (
              <Button variant="primary" icon="send" type="submit" isDisabled={!mayAsk}>
                Ask
              </Button>
            )}
          </div>
        </div>
      </form>
      {saved === 'list' && (
        <SavedQuestionsPalette
          onClose={() => setSaved(null)}
          onInsert={insert}
          onSave={length === 0 ? null : () => setSaved('save')}
        />
      )}
      {saved === 'save' && (
        <QuestionDialog question={null} text={draft.trim()} onClose={() => setSaved(null)} />
      )}
    </>
  )
}
