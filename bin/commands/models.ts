import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { ModelTask, Pooling } from '../../core/contract/model.ts'
import type { InstalledHere } from '../../core/contract/models.ts'
import { BulkheadError } from '../../core/errors.ts'
import { Progress } from '../progress.ts'
import { inWorkspace } from './in-workspace.ts'
import { signedIn } from './signed-in.ts'

interface ImportOptions {
  name?: string
  licence?: string
  pooling?: Pooling
  queryPrefix: string
  passagePrefix: string
}

/** The models of an installation, and which of them a client's workspace works with. Nothing here uses the network. */
export function addModels(program: Command): void {
  const models = program.command('models').description('models on this computer, and who works with which')

  models
    .command('list')
    .description('what is installed, and what the catalogue has')
    .action(async () => {
      await signedIn(program, async ({ main }, output) => {
        const listed = await main.call('models.list', {})
        output.result(listed, () => [
          ...listed.installed.map(lineOf),
          ...listed.catalogue
            .filter(({ installed }) => !installed)
            .map((model) => `${lineOf(model)}, in the catalogue: install it in the window`),
          ...(listed.downloadsOff ? ['Downloading is switched off for good.'] : []),
        ])
      })
    })

  models
    .command('import')
    .description('take a model in from files or folders')
    .argument('<path...>')
    .option('--name <name>', 'what to call it (default: what its files say)')
    .option('--licence <licence>', 'under what licence it is (default: what its files say)')
    .addOption(
      new Option('--pooling <pooling>', 'how an embedder makes one vector of a text').choices(
        Pooling.options,
      ),
    )
    .option('--query-prefix <text>', 'what an embedder wants before a question', '')
    .option('--passage-prefix <text>', 'what an embedder wants before a passage', '')
    .action(async (given: string[], options: ImportOptions) => {
      await signedIn(program, async (session, output) => {
        const paths = given.map((path) => resolve(path))
        session.offerModelFiles(paths)
        const found = await session.main.call('models.inspect', { paths })
        const licence = options.licence ?? found.licence
        if (licence === null)
          throw new BulkheadError('bad-input', 'These files do not say their licence. Say it with --licence.')
        const pooling = options.pooling ?? found.embedder?.pooling
        if (found.embedder && !pooling)
          throw new BulkheadError('bad-input', 'These files do not say their pooling. Say it with --pooling.')
        const said = found.embedder?.prefix
        const embedder = pooling && {
          pooling,
          prefix: {
            query: options.queryPrefix || (said?.query ?? ''),
            passage: options.passagePrefix || (said?.passage ?? ''),
          },
        }
        const progress = new Progress()
        const imported = await session.main
          .call(
            'models.importFile',
            {
              paths,
              name: options.name ?? found.name,
              licence,
              embedder: (found.embedder && embedder) ?? null,
            },
            {
              onEvent: (event, copied) => {
                if (event === 'models.copied') progress.show(copied.doneBytes, copied.totalBytes, 'copying')
              },
            },
          )
          .finally(() => progress.end())
        output.result(imported, () => [`The model ${options.name ?? found.name} is installed.`])
      })
    })

  models
    .command('verify')
    .description(
      'hold the files of every installed model against what is pinned for it; fails where one differs',
    )
    .action(async () => {
      await signedIn(program, async ({ main }, output) => {
        const { installed } = await main.call('models.list', {})
        const problems = installed.flatMap(({ id, name, problem }) =>
          problem ? [{ id, name, problem }] : [],
        )
        if (problems.length > 0) process.exitCode = 1
        output.result({ models: installed.length, problems }, () => [
          ...problems.map(({ name, problem }) => `${name}: ${problem}`),
          `${installed.length - problems.length} of ${installed.length} models are what they were.`,
        ])
      })
    })

  models
    .command('remove')
    .description('delete a model from this computer')
    .argument('<model>', 'its name, or its id')
    .action(async (wanted: string) => {
      await signedIn(program, async ({ main }, output) => {
        const { installed } = await main.call('models.list', {})
        const { id, name } = find(installed, wanted)
        await main.call('models.remove', { id })
        output.result({ id }, () => [`The model ${name} is removed.`])
      })
    })

  models
    .command('downloads-off')
    .description('switch downloading off in this installation, for good')
    .action(async () => {
      await signedIn(program, async ({ main }, output) => {
        await main.call('models.switchDownloadsOff', {})
        output.result({ downloadsOff: true }, () => ['Downloading is switched off for good.'])
      })
    })

  models
    .command('choose')
    .description('choose what a client’s workspace embeds, ranks or writes with')
    .argument('<workspace>')
    .addArgument(program.createArgument('<task>', 'what for').choices(ModelTask.options))
    .argument('[model]', 'its name (default: what comes with Bulkhead, or none)')
    .action(async (workspace: string, task: ModelTask, wanted: string | undefined) => {
      await inWorkspace(program, workspace, async ({ caller, output }) => {
        const { choices } = await caller.call('model.state', {})
        const sha256 =
          wanted === undefined
            ? null
            : find(
                choices.filter((one) => one.task === task),
                wanted,
              ).sha256
        await caller.call('model.select', { task, sha256 })
        const state = await caller.call('model.state', {})
        output.result(state, () => [
          ...(['embedder', 'reranker', 'generator'] as const).map(
            (part) => `${part}: ${state[part].chosen?.name ?? 'none'}`,
          ),
          ...(state.embedder.reading
            ? ['The documents are read anew whenever the client is open; the old embedder serves until then.']
            : []),
        ])
      })
    })
}

function lineOf({
  name,
  task,
  licence,
  sizeBytes,
  ...rest
}: Omit<InstalledHere, 'id' | 'sha256' | 'problem' | 'origin'> & { problem?: string | null }): string {
  const size = `${(sizeBytes / 1024 ** 2).toFixed(1)} MB`
  return `${name}: ${task}, ${size}, ${licence}${rest.problem ? `. ${rest.problem}` : ''}`
}

/** @throws BulkheadError `not-found` */
function find<Model extends { name: string; id?: string; sha256: string }>(
  models: readonly Model[],
  wanted: string,
): Model {
  const found = models.find(({ name, id }) => name === wanted || id === wanted)
  if (!found)
    throw new BulkheadError('not-found', 'No such model is installed here. See "bulkhead models list".')
  return found
}
