import { useState } from 'react'
import { shell } from '../../api.ts'
import { useWorkspace } from '../../workspace.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { sizeWords } from '../../documents/size-words.ts'
import { ChooseFile } from '../choose-file.tsx'
import { FileDialog } from '../file-dialog.tsx'
import { useAction } from '../use-action.ts'

/** A file that was chosen, and where it lies. */
interface Chosen {
  path: string
  name: string
  sizeBytes: number
}

/** The way in for an adapter: a file, a name, and what it was trained on. */
export function ImportAdapter({ onImported }: { onImported: () => Promise<unknown> }) {
  return (
    <ChooseFile
      label="Add an adapter…"
      accepts={['.gguf']}
      note="A LoRA adapter in GGUF, made for the model that writes. You say what it was trained on."
      refusal="That file cannot be taken"
      look={offer}
    >
      {(chosen, onClose) => (
        <Statement key={chosen.path} chosen={chosen} onImported={onImported} onClose={onClose} />
      )}
    </ChooseFile>
  )
}

async function offer([file]: readonly File[]): Promise<Chosen> {
  if (!file) throw new Error('no file was chosen')
  const { paths } = await shell.call('files.offer', { files: [file] })
  const [path] = paths
  if (path === undefined) throw new Error('the shell offered no file')
  return { path, name: file.name.replace(/\.gguf$/iu, ''), sizeBytes: file.size }
}

/** The shortest and longest statement that the contract takes, in UTF-16 code units. */
const statementLength = { least: 20, most: 2_000 }
const longestName = 100

function Statement({
  chosen: { path, name: fileName, sizeBytes },
  onImported,
  onClose,
}: {
  chosen: Chosen
  onImported: () => Promise<unknown>
  onClose: () => void
}) {
  const { caller, about } = useWorkspace()
  const [name, setName] = useState(fileName.slice(0, longestName))
  const [statement, setStatement] = useState('')
  const { isPending, problem, run } = useAction()
  const add = async () => {
    const done = await run(async () => {
      await caller.call('adapters.import', { path, name: name.trim(), statement: statement.trim() })
      await onImported()
    })
    if (!done) return
    showToast({ text: 'Added. Answers go on without it until you use it.' })
    onClose()
  }
  return (
    <FileDialog
      title={`Add this adapter to ${about.name}?`}
      note="Goes into this client’s encrypted file, and nowhere else."
      facts={
        <>
          <span dir="auto">{fileName}.gguf</span>
          <span>{sizeWords(sizeBytes)}</span>
        </>
      }
      submitLabel="Add adapter"
      isReady={name.trim() !== '' && statement.trim().length >= statementLength.least}
      isPending={isPending}
      mayCancel={!isPending}
      progress={{
        label: 'Adding the adapter',
        tone: 'workspace',
        value: null,
        detail: 'Reading it, hashing it, putting it into the encrypted file',
      }}
      problem={problem}
      onSubmit={() => void add()}
      onClose={onClose}
    >
      <TextField label="Name" value={name} onChange={setName} maxLength={longestName} />
      <TextArea
        label="What it was trained on"
        hint="One or two sentences: which documents, from when, by whom. Your claim goes into the log and is shown as one. An adapter trained on another client’s documents, or on those of several, is not taken."
        rows={3}
        value={statement}
        onChange={setStatement}
        maxLength={statementLength.most}
      />
    </FileDialog>
  )
}
