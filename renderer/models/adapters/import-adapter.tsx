import { useState } from 'react'
import { shell } from '../../api.ts'
import { useWorkspace } from '../../workspace.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { showToast } from '../../ui/toast.tsx'
import { sizeWords } from '../../documents/size-words.ts'
import styles from '../models-screen.module.css'
import { useAction } from '../use-action.ts'

/** A file that was chosen, and where it lies. */
interface Chosen {
  path: string
  name: string
  sizeBytes: number
}

/** The way in for an adapter: a file, a name, and what it was trained on. */
export function ImportAdapter({ onImported }: { onImported: () => Promise<unknown> }) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const { problem, run } = useAction()
  const offer = async (file: File) =>
    await run(async () => {
      const { paths } = await shell.call('files.offer', { files: [file] })
      const [path] = paths
      if (path !== undefined)
        setChosen({ path, name: file.name.replace(/\.gguf$/iu, ''), sizeBytes: file.size })
    })
  return (
    <div className={styles['form']}>
      <div className={styles['buttons']}>
        <FileButton
          icon="disk"
          accepts={['.gguf']}
          onChoose={([file]) => {
            if (file) void offer(file)
          }}
        >
          Add an adapter…
        </FileButton>
      </div>
      <p className={styles['note']}>
        A LoRA adapter in GGUF, made for the model that writes. You say what it was trained on.
      </p>
      {problem !== null && (
        <Banner tone="danger" title="That file cannot be taken" isAlert>
          {problem}
        </Banner>
      )}
      {chosen && (
        <Statement
          key={chosen.path}
          chosen={chosen}
          onImported={onImported}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  )
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
  const isWhole = name.trim() !== '' && statement.trim().length >= statementLength.least
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
    <Dialog
      title={`Add this adapter to ${about.name}?`}
      isOpen
      isStrict
      onClose={onClose}
      note="Goes into this client’s encrypted file, and nowhere else."
      actions={
        <>
          <Button size="lg" isDisabled={isPending} onPress={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            variant="primary"
            isDisabled={!isWhole}
            isPending={isPending}
            onPress={() => void add()}
          >
            Add adapter
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <p className={styles['facts']}>
          <span dir="auto">{fileName}.gguf</span>
          <span>{sizeWords(sizeBytes)}</span>
        </p>
        <TextField label="Name" value={name} onChange={setName} maxLength={longestName} />
        <TextArea
          label="What it was trained on"
          hint="One or two sentences: which documents, from when, by whom. Your claim goes into the log and is shown as one. An adapter trained on another client’s documents, or on those of several, is not taken."
          rows={3}
          value={statement}
          onChange={setStatement}
          maxLength={statementLength.most}
        />
        {isPending && (
          <ProgressBar
            label="Adding the adapter"
            tone="workspace"
            value={null}
            detail="Reading it, hashing it, putting it into the encrypted file"
          />
        )}
        {problem !== null && (
          <Banner tone="danger" title="Not added" isAlert>
            {problem}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}
