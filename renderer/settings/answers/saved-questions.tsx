import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type SavedQuestion, savedQuestionsChanged, useSavedQuestions } from '../../ask/saved-questions.ts'
import { QuestionDialog } from '../../ask/question-dialog.tsx'
import { useAction } from '../../models/use-action.ts'
import { NotLoaded } from '../../not-loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ConfirmDialog } from '../../ui/overlays/confirm-dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWorkspace } from '../../workspace.tsx'
import styles from './saved-questions.module.css'

/** The questions that are kept here: to be made, worded anew and deleted. */
export function SavedQuestions() {
  const { data, isPending, error, refetch } = useSavedQuestions()
  const [isMaking, setMaking] = useState(false)
  return (
    <>
      {isPending && <Skeleton label="Loading the saved questions" />}
      {error && (
        <NotLoaded
          title="The saved questions cannot be listed at the moment"
          error={error}
          onTryAgain={refetch}
        />
      )}
      {data?.length === 0 && <p className={styles['none']}>None yet.</p>}
      {data && data.length > 0 && (
        <ul className={styles['list']} aria-label="Saved questions">
          {data.map((question) => (
            <Row key={question.id} question={question} />
          ))}
        </ul>
      )}
      {data && (
        <div>
          <Button icon="plus" onPress={() => setMaking(true)}>
            Save a question…
          </Button>
        </div>
      )}
      {isMaking && <QuestionDialog question={null} onClose={() => setMaking(false)} />}
    </>
  )
}

function Row({ question }: { question: SavedQuestion }) {
  const { binding, caller, about } = useWorkspace()
  const queries = useQueryClient()
  const [asks, setAsks] = useState<'edit' | 'delete' | null>(null)
  const { isPending, problem, run, forget } = useAction()
  const { id, title, text, own } = question
  const mayChange = own || about.role === 'owner'
  return (
    <li className={styles['row']}>
      <div className={styles['words']}>
        <h3 dir="auto">{title}</h3>
        <p className={styles['text']} dir="auto">
          {text}
        </p>
        {!mayChange && (
          <p className={styles['theirs']}>Saved by somebody else: they or an owner can change it.</p>
        )}
      </div>
      {mayChange && (
        <div className={styles['buttons']}>
          <IconButton icon="edit" label={`Edit ${title}`} onPress={() => setAsks('edit')} />
          <IconButton
            icon="trash"
            label={`Delete ${title}`}
            onPress={() => {
              forget()
              setAsks('delete')
            }}
          />
        </div>
      )}
      {asks === 'edit' && <QuestionDialog question={question} onClose={() => setAsks(null)} />}
      <ConfirmDialog
        title={`Delete “${title}”?`}
        isOpen={asks === 'delete'}
        onClose={() => setAsks(null)}
        confirmLabel="Delete question"
        isPending={isPending}
        error={problem}
        onConfirm={() =>
          void run(async () => {
            await caller.call('prompts.delete', { id })
            await savedQuestionsChanged(queries, binding)
          }).then((done) => {
            if (done) setAsks(null)
          })
        }
      >
        It goes for everybody who works in {about.name}. Answers to it stay.
      </ConfirmDialog>
    </li>
  )
}
