import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '../models/use-action.ts'
import { Banner } from '../ui/banner.tsx'
import { TextArea } from '../ui/fields/text-area.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { FormDialog } from '../ui/overlays/form-dialog.tsx'
import { showToast } from '../ui/toast.tsx'
import { useWorkspace } from '../workspace.tsx'
import { mostLength } from './composer/length-left.tsx'
import { type SavedQuestion, savedQuestionsChanged } from './saved-questions.ts'

/** The longest that the contract takes, in UTF-16 code units. */
const longestTitle = 200

export interface QuestionDialogProps {
  /** The one to word anew; null makes a new one. */
  question: SavedQuestion | null
  /** What a new one begins with. */
  text?: string
  onClose: () => void
}

/** A question to keep: what it is called, and its words. */
export function QuestionDialog({ question, text: begun = '', onClose }: QuestionDialogProps) {
  const { binding, caller, about } = useWorkspace()
  const queries = useQueryClient()
  const [title, setTitle] = useState(question?.title ?? '')
  const [text, setText] = useState(question?.text ?? begun)
  const { isPending, problem, run } = useAction()
  const isWhole = title.trim() !== '' && text.trim() !== ''
  const save = async () => {
    const done = await run(async () => {
      await caller.call('prompts.save', { id: question?.id ?? null, title: title.trim(), text: text.trim() })
      await savedQuestionsChanged(queries, binding)
    })
    if (!done) return
    showToast({ text: 'Saved' })
    onClose()
  }
  return (
    <FormDialog
      title={question ? 'Edit this question' : 'Save a question'}
      isStrict
      onClose={onClose}
      note={`Everybody who works in ${about.name} can use it.`}
      submitLabel="Save question"
      isReady={isWhole}
      isPending={isPending}
      onSubmit={() => void save()}
    >
      <TextField label="Title" value={title} onChange={setTitle} maxLength={longestTitle} autoFocus />
      <TextArea label="Question" rows={3} value={text} onChange={setText} maxLength={mostLength} />
      {problem !== null && (
        <Banner tone="danger" title="Not saved" isAlert>
          {problem}
        </Banner>
      )}
    </FormDialog>
  )
}
