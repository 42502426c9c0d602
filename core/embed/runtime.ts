import { AutoTokenizer, env, type PreTrainedModel, type PreTrainedTokenizer } from '@huggingface/transformers'
import type { RuntimeStart } from './runtime-start.ts'

interface Loader<Model> {
  from_pretrained(name: string, options: object): Promise<Model>
}

/** Loads a model and its tokenizer from one local folder. There is no way left to fetch anything (N1). */
export async function load<Model extends PreTrainedModel>(
  kind: Loader<Model>,
  start: RuntimeStart,
): Promise<{ model: Model; tokenizer: PreTrainedTokenizer }> {
  env.allowRemoteModels = false
  env.allowLocalModels = true
  env.localModelPath = start.parentFolder
  env.useBrowserCache = false
  env.useFSCache = false
  env.useWasmCache = false
  env.fetch = () => Promise.reject(new Error('a model does not fetch'))
  const tokenizer = await AutoTokenizer.from_pretrained(start.folderName, { local_files_only: true })
  const model = await kind.from_pretrained(start.folderName, {
    local_files_only: true,
    device: 'cpu',
    dtype: start.dtype,
    session_options: {
      intraOpNumThreads: start.threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
      // With every core busy, threads that spin while they wait starve the ones that work.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    },
  })
  return { model, tokenizer }
}
