import { useState } from 'react'
import type { Pooling } from '../../core/contract/model.ts'
import type { FoundModel } from '../../core/contract/models.ts'
import { firm, shell } from '../api.ts'
import { sizeWords } from '../documents/size-words.ts'
import { Select } from '../ui/fields/select.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { Status } from '../ui/marks/status.tsx'
import { ChooseFile } from './choose-file.tsx'
import { FileDialog } from './file-dialog.tsx'
import { fitWords, taskWords } from './model-words.ts'
import { useAction } from './use-action.ts'

interface Chosen {
  paths: string[]
  found: FoundModel
}

/** Takes a model in from files that a person chooses. */
export function FromFile() {
  return (
    <ChooseFile
      label="Add from files…"
      isMultiple
      accepts={['.gguf', '.json', '.onnx', '.onnx_data']}
      note="A GGUF file for one that writes. For one that finds or ranks: config.json, tokenizer.json, tokenizer_config.json and the .onnx file, together."
      refusal="Not a model that can be used"
      look={inspect}
    >
      {(chosen, onClose) => <Answers key={chosen.paths.join()} chosen={chosen} onClose={onClose} />}
    </ChooseFile>
  )
}

async function inspect(files: readonly File[]): Promise<Chosen> {
  const { paths } = await shell.call('models.offer', { files: [...files] })
  return { paths, found: await firm.call('models.inspect', { paths }) }
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
    <FileDialog
      title="Add this model?"
      facts={
        <>
          <span>{taskWords[found.task]}</span>
          <span>{sizeWords(found.sizeBytes)}</span>
          <span>about {sizeWords(found.memoryBytes)} of memory</span>
          {found.embedder && <span>{found.embedder.dimension.toLocaleString()} dimensions</span>}
        </>
      }
      submitLabel="Add model"
      isReady={isNameGood && licence.trim() !== '' && (!found.embedder || pooling !== null)}
      isPending={isPending}
      progress={{ label: 'Copying', value: copied, detail: 'Copying and hashing' }}
      problem={problem}
      onSubmit={() => void add()}
      onClose={() => {
        stop.abort()
        onClose()
      }}
    >
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
    </FileDialog>
  )
}
