import type { WorkspaceModels } from '../../core/contract/workspace/models.ts'
import type { WorkspaceCaller } from '../../core/host/open-workspace.ts'

/** Waits until the models of a workspace are as said, and gives what they were on the way. */
export async function watchUntil(
  caller: WorkspaceCaller,
  isThere: (state: WorkspaceModels) => boolean,
): Promise<WorkspaceModels[]> {
  const seen: WorkspaceModels[] = []
  const stop = new AbortController()
  await caller.call(
    'model.watch',
    {},
    {
      signal: stop.signal,
      onEvent: (event, said) => {
        if (event !== 'model.state') return
        seen.push(said)
        if (isThere(said)) stop.abort()
      },
    },
  )
  return seen
}

/** Chooses an embedder by its name, and waits until searches go by its vectors. */
export async function choose(caller: WorkspaceCaller, name: string): Promise<WorkspaceModels[]> {
  const { choices } = await caller.call('model.state', {})
  const model = choices.find((choice) => choice.task === 'embed' && choice.name === name)
  if (!model) throw new Error(`no embedder ${name}`)
  await caller.call('model.select', { task: 'embed', sha256: model.sha256 })
  return await watchUntil(caller, ({ embedder }) => embedder.serving?.sha256 === model.sha256)
}
