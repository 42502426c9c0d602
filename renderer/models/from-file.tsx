import { useState } from 'react'
import type { Pooling } from '../../core/contract/model.ts'
import type { FoundModel } from '../../core/contract/models.ts'
import { firm, shell } from '../api.ts'
import { sizeWords } from '../documents/size-words.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { FileButton } from '../ui/file-button.tsx'
import { Select } from '../ui/fields/select.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { Status } from '../ui/marks/status.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { fitWords, taskWords } from './model-words.ts'
import styles from './models-screen.module.css'
import { useAction } from './use-action.ts'

interface Chosen {
  paths: string[]
  found: FoundModel
}

/** Takes a model in from files that a person chooses. */
export function FromFile() {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const { problem, run } = useAction()
  const look = async (files: readonly File[]) =>
    await run(async () => {
      const { paths } = await shell.call('models.offer', { files: [...files] })
      setChosen({ paths, found: await firm.call('models.inspect', { paths }) })
    })
  return (
    <div className={styles['form']}>
      <div className={styles['buttons']}>
        <FileButton
          icon="disk"
          isMultiple
          accepts={['.gguf', '.json', '.onnx', '.onnx_data']}
          onChoose={(files) => void look(files)}
        >
          Add from files…
        </FileButton>
      </div>
      <p className={styles['note']}>
        A GGUF file for one that writes. For one that finds or ranks: config.json, tokenizer.json,
        tokenizer_config.json and the .onnx file, together.
      </p>
      {problem !== null && (
        <Banner tone="danger" title="Not a model that can be used" isAlert>
          {problem}
        </Banner>
      )}
      {chosen && <Answers key={chosen.paths.join()} chosen={chosen} onClose={() => setChosen(null)} />}
    </div>
  )
}

const poolings = [
  { id: 'mean', label: 'Mean of all tokens', description: 'E5, MiniLM, MPNet, GTE' },
  { id: 'cls', label: 'First token', description: 'BGE, Arctic, MixedBread' },
  { id: 'last', label: 'Last token', description: 'Embedders made from language models' },
] as const

function Answers({ chosen: { paths, found }, onClose }: { chosen: Chosen; onClose: () => void }) {
  const [name, setName] = useState(found.name)
  const [licence, setLicence] = useState(found.licence ?? '')
  const [pooling, setPooling] = useState<Pooling | null>(found.embedder?.pooling ?? null)
  const [query, setQuery] = useState(found.embedder?.prefix?.query ?? '')
  const [passage, setPassage] = useState(found.embedder?.prefix?.passage ?? '')
  const [copied, setCopied] = useState<number | null>(null)
  const [stop] = useState(() => new AbortController())
  const { isPending, problem, run } = useAction()
  const fit = fitWords[found.fit]
  const isNameGood = /^[a-z0-9][a-z0-9._-]{0,63}$/.test(name)
  const isWhole = isNameGood && licence.trim() !== '' && (!found.embedder || pooling !== null)
  const add = async () => {
    const embedder = found.embedder && pooling ? { pooling, prefix: { query, passage } } : null
    const done = await run(
      async () =>
        await firm.call(
          'models.importFile',
          { paths, name, licence: licence.trim(), embedder },
          {
            signal: stop.signal,
            onEvent: (event, said) => {
              if (event === 'models.copied') setCopied(said.doneBytes / said.totalBytes)
            },
          },
        ),
    )
    if (done) onClose()
  }
  return (
    <Dialog
      title="Add this model?"
      isOpen
      isStrict
      onClose={() => {
        stop.abort()
        onClose()
      }}
      actions={
        <>
          <Button
            size="lg"
            onPress={() => {
              stop.abort()
              onClose()
            }}
          >
            Cancel
          </Button>
          <Button
            size="lg"
            variant="primary"
            isDisabled={!isWhole}
            isPending={isPending}
            onPress={() => void add()}
          >
            Add model
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <p className={styles['facts']}>
          <span>{taskWords[found.task]}</span>
          <span>{sizeWords(found.sizeBytes)}</span>
          <span>about {sizeWords(found.memoryBytes)} of memory</span>
          {found.embedder && <span>{found.embedder.dimension.toLocaleString()} dimensions</span>}
        </p>
        <Status tone={fit.tone}>{fit.words}</Status>
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={isNameGood ? null : 'Small letters, digits, points and dashes.'}
        />
        <TextField
          label="Licence"
          hint="As its maker states it, for whoever asks later."
          value={licence}
          onChange={setLicence}
        />
        {found.embedder && (
          <>
            <Select
              label="One vector of a text is"
              hint={
                found.embedder.pooling
                  ? 'As its files say, or as its family does it.'
                  : 'Its files do not say. The page where you got it from does: look for “pooling”.'
              }
              items={poolings}
              value={pooling}
              onChange={setPooling}
            />
            <TextField
              label="Before a question"
              hint="Some models want a word before each text, like “query: ”. Leave it empty if yours does not."
              value={query}
              onChange={setQuery}
            />
            <TextField label="Before a passage" value={passage} onChange={setPassage} />
          </>
        )}
        {isPending && <ProgressBar label="Copying" value={copied} detail="Copying and hashing" />}
        {problem !== null && (
          <Banner tone="danger" title="Not added" isAlert>
            {problem}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}
