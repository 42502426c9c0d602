import { useState } from 'react'
import type { ThreadId } from '../../core/ids.ts'
import { shell } from '../api.ts'
import { sentenceOf } from '../problem.ts'
import { MenuIconButton } from '../ui/overlays/menu.tsx'
import { showToast } from '../ui/toast.tsx'
import { useWorkspace } from '../workspace.tsx'

/** Saves the thread as a file, where the person says. It is in the plain from then on, and the log says that it is there. */
export function SaveThread({ thread }: { thread: ThreadId }) {
  const { caller } = useWorkspace()
  const [isSaving, setSaving] = useState(false)

  async function save(format: 'markdown' | 'docx') {
    setSaving(true)
    try {
      const { path } = await shell.call('target.choose', { saves: `thread-${format}` })
      if (path === null) return
      await caller.call('threads.export', { thread, target: path, format })
      showToast({ text: `Saved as ${path}. It is not encrypted there.` })
    } catch (error) {
      showToast({ text: sentenceOf(error) })
    } finally {
      setSaving(false)
    }
  }

  return (
    <MenuIconButton
      icon="download"
      label="Save this thread"
      isDisabled={isSaving}
      items={[
        { id: 'docx', label: 'As a Word file', onAction: () => void save('docx') },
        { id: 'markdown', label: 'As Markdown', onAction: () => void save('markdown') },
      ]}
    />
  )
}
