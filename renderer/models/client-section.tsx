import type { ModelTask } from '../../core/contract/model.ts'
import type { WorkspaceModels } from '../../core/contract/workspace/models.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { Banner } from '../ui/banner.tsx'
import { Select } from '../ui/fields/select.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useWorkspace } from '../workspace.tsx'
import { AdaptersSection } from './adapters/adapters-section.tsx'
import { languageWords } from './model-words.ts'
import styles from './models-screen.module.css'
import { useAction } from './use-action.ts'
import { useWorkspaceModels } from './use-watched.ts'

const none = 'none'

const labels: Readonly<Record<ModelTask, { label: string; hint: string; none: string | null }>> = {
  embed: {
    label: 'Finds by meaning',
    hint: 'Another one reads all documents again, in the background. Until then the one before it answers.',
    none: null,
  },
  rerank: {
    label: 'Puts results in order',
    hint: 'Reads the best fifty passages beside the question. Where it is too slow, the order stays as it was, and says so.',
    none: 'None',
  },
  generate: {
    label: 'Writes answers',
    hint: 'Without one, answers are quotations from the documents.',
    none: 'None: quote the documents',
  },
}

/** Which of the installed models the open client works with, and its own adapters. Owners choose. */
export function ClientSection() {
  const { caller, about } = useWorkspace()
  const { state, problem } = useWorkspaceModels(caller)
  const action = useAction()
  const isOwner = about.role === 'owner'
  const choose = (task: ModelTask, id: string) =>
    void action.run(async () => await caller.call('model.select', { task, sha256: id === none ? null : id }))
  return (
    <>
      <SettingsSection
        title={about.name}
        text={
          isOwner ? 'What this client works with.' : 'What this client works with. Only owners can choose.'
        }
      >
        {problem !== null && (
          <Banner tone="danger" title="That cannot be seen at the moment">
            {problem}
          </Banner>
        )}
        {!state && problem === null && <Skeleton label="Loading the models" />}
        {state &&
          (['embed', 'rerank', 'generate'] as const).map((task) => (
            <Choice
              key={task}
              task={task}
              state={state}
              isDisabled={!isOwner}
              onChoose={(id) => choose(task, id)}
            />
          ))}
        {action.problem !== null && (
          <Banner tone="danger" title="That was not chosen" isAlert>
            {action.problem}
          </Banner>
        )}
      </SettingsSection>
      {/* An auditor asks nothing, and is told no words of the client. */}
      {state && about.role !== 'auditor' && <AdaptersSection generator={state.generator.chosen} />}
    </>
  )
}

function Choice({
  task,
  state,
  isDisabled,
  onChoose,
}: {
  task: ModelTask
  state: WorkspaceModels
  isDisabled: boolean
  onChoose: (id: string) => void
}) {
  const words = labels[task]
  const inUse = { embed: state.embedder, rerank: state.reranker, generate: state.generator }[task]
  const choices = state.choices
    .filter((choice) => choice.task === task)
    .map(({ sha256, name, languages, builtIn }) => ({
      id: sha256,
      label: builtIn ? 'Comes with Bulkhead' : name,
      description: builtIn
        ? 'By words and their forms, in any language'
        : (languageWords(languages) ?? undefined),
    }))
  const { chosen, problem } = inUse
  const items = [...(words.none === null ? [] : [{ id: none, label: words.none }]), ...choices]
  // One that was chosen and is gone is shown all the same.
  if (chosen && !items.some(({ id }) => id === chosen.sha256))
    items.push({ id: chosen.sha256, label: `${chosen.name} (not installed)` })
  const { reading } = task === 'embed' ? state.embedder : { reading: null }
  return (
    <div className={styles['form']}>
      <Select
        label={words.label}
        hint={words.hint}
        items={items}
        value={chosen?.sha256 ?? none}
        onChange={onChoose}
        isDisabled={isDisabled}
      />
      {problem !== null && (
        <Banner tone="warn" title="Not used at the moment">
          {problem}
        </Banner>
      )}
      {reading && problem === null && (
        <ProgressBar
          label="Documents are read again"
          tone="workspace"
          value={reading.total === 0 ? null : reading.done / reading.total}
          detail={
            reading.done < reading.total
              ? `${reading.done.toLocaleString()} of ${reading.total.toLocaleString()} passages read again`
              : 'Nearly there'
          }
          meta={`Until then ${state.embedder.serving?.name === 'built-in' ? 'the one that comes with Bulkhead' : (state.embedder.serving?.name ?? 'none')} answers`}
        />
      )}
    </div>
  )
}
