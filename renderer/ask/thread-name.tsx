import { useState } from 'react'
import type { ThreadSummary } from '../../core/contract/workspace/threads.ts'
import { sentenceOf } from '../problem.ts'
import { TextField } from '../ui/fields/text-field.tsx'
import { useRenameThread } from './conversation/threads.ts'

/** The longest name that the contract takes. */
const mostLength = 200

/** Writes a thread's name in its place in the list. Enter and leaving keep it, Escape does not. */
export function ThreadName({ thread, onDone }: { thread: ThreadSummary; onDone: () => void }) {
  const [title, setTitle] = useState(thread.title)
  const rename = useRenameThread()

  function keep() {
    if (rename.isPending) return
    const named = title.trim()
    if (named === '' || named === thread.title) return onDone()
    // What went wrong stands below the field.
    rename.mutateAsync({ thread: thread.id, title: named }).then(onDone, () => undefined)
  }

  return (
    <TextField
      label="Name of the thread"
      isLabelHidden
      autoFocus
      inputRef={selectAll}
      value={title}
      onChange={setTitle}
      maxLength={mostLength}
      error={rename.error && sentenceOf(rename.error)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep()
        else if (event.key === 'Escape') onDone()
      }}
    />
  )
}

function selectAll(input: HTMLInputElement | null): void {
  input?.select()
}
