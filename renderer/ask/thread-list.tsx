import { useState } from 'react'
import type { ThreadSummary } from '../../core/contract/workspace/threads.ts'
import type { ThreadId } from '../../core/ids.ts'
import { useNavigation } from '../navigation.tsx'
import { sentenceOf } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { NavList } from '../ui/lists/nav-list.tsx'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog.tsx'
import { useFewerDocuments } from '../use-fewer-documents.ts'
import { useDeleteThread, useForgetThreads, useThreads } from './conversation/threads.ts'
import { ThreadName } from './thread-name.tsx'

/** As many as are shown at a time: a person who wants an old one asks for it. */
const step = 40

/** This person's threads with the client that is open, newest first. */
export function ThreadList({ newThreadKeys }: { newThreadKeys?: string | undefined }) {
  const { screen, go } = useNavigation()
  const threads = useThreads()
  const [most, setMost] = useState(step)
  const [renaming, setRenaming] = useState<ThreadId | null>(null)
  const [deleting, setDeleting] = useState<ThreadSummary | null>(null)
  useFewerDocuments(useForgetThreads())

  const all = threads.data?.filter(({ by }) => by === null) ?? []
  const shared = threads.data?.filter(({ by }) => by !== null) ?? []
  const current = screen.kind === 'ask' ? screen.thread : null
  return (
    <>
      <NavList
        label="Threads"
        action={
          <IconButton
            size="sm"
            icon="plus"
            label="New thread"
            keys={newThreadKeys}
            onPress={() => go({ kind: 'ask', thread: null })}
          />
        }
        empty={emptyWords(threads)}
        items={all.slice(0, most).map((thread) => ({
          id: thread.id,
          label: thread.title,
          isCurrent: thread.id === current,
          meta: thread.isShared ? 'Shared' : undefined,
          onAction: () => go({ kind: 'ask', thread: thread.id }),
          menu: [
            { id: 'rename', label: 'Rename', icon: 'edit', onAction: () => setRenaming(thread.id) },
            {
              id: 'delete',
              label: 'Delete…',
              icon: 'trash',
              isDanger: true,
              onAction: () => setDeleting(thread),
            },
          ],
          editor:
            thread.id === renaming ? (
              <ThreadName thread={thread} onDone={() => setRenaming(null)} />
            ) : undefined,
        }))}
      />
      {all.length > most && (
        <Button variant="quiet" size="sm" onPress={() => setMost(most + step)}>
          Show older ({(all.length - most).toLocaleString()})
        </Button>
      )}
      {shared.length > 0 && (
        <NavList
          label="Shared with you"
          items={shared.slice(0, most).map((thread) => ({
            id: thread.id,
            label: thread.title,
            meta: thread.by ?? undefined,
            isCurrent: thread.id === current,
            onAction: () => go({ kind: 'ask', thread: thread.id }),
          }))}
        />
      )}
      <DeleteThread thread={deleting} onClose={() => setDeleting(null)} />
    </>
  )
}

function emptyWords({ isPending, error }: ReturnType<typeof useThreads>): string {
  if (error) return sentenceOf(error)
  return isPending ? '' : 'What you ask stays here, for you alone.'
}

function DeleteThread({ thread, onClose }: { thread: ThreadSummary | null; onClose: () => void }) {
  const { screen, go } = useNavigation()
  const remove = useDeleteThread()

  async function confirm(id: ThreadId) {
    await remove.mutateAsync(id)
    onClose()
    if (screen.kind === 'ask' && screen.thread === id) go({ kind: 'ask', thread: null })
  }

  return (
    <ConfirmDialog
      title="Delete this thread?"
      isOpen={thread !== null}
      onClose={() => {
        remove.reset()
        onClose()
      }}
      confirmLabel="Delete thread"
      isPending={remove.isPending}
      error={remove.error && sentenceOf(remove.error)}
      onConfirm={() => {
        // What went wrong stands in the dialog.
        if (thread) confirm(thread.id).catch(() => undefined)
      }}
    >
      {thread && (
        <>
          <p dir="auto">“{thread.title}”</p>
          <p>
            Its questions and answers go for good. The log keeps that they were asked and answered: it is
            evidence, and nobody deletes from it.
          </p>
        </>
      )}
    </ConfirmDialog>
  )
}
