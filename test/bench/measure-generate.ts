import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { getLlama, LlamaGrammarEvaluationState, LlamaLogLevel } from 'node-llama-cpp'
import { openGenerator } from '../../core/answer/generator/open-generator.ts'
import { tinyModelIn } from '../answer/tiny-generator.ts'
import { temporaryFolder } from '../builders.ts'
import { type Measured, medianMs } from './measure.ts'

const prompt = 'The monthly rent is 1,200 pounds, due on the first. '.repeat(20)
const written = 128
/** A random model would end when it likes. */
const letters = 'root ::= page{12}\npage ::= line{12}\nline ::= [a-z ]{12}'
const runs = 9

/**
 * Our generator beside bare node-llama-cpp, on one model, with one thread count, a prompt of a thousand tokens: the time
 * to the first token, and tokens per second from there. They take turns, so that a busy machine is busy for both.
 */
export async function measureGenerate(): Promise<Measured[]> {
  const folder = temporaryFolder()
  const model = tinyModelIn(folder.path, { seed: 'bench', width: 512, layers: 8 })
  const threads = Math.max(1, availableParallelism() - 1)
  const ours = await openGenerator(model, { contextTokens: 2_048, gpu: false })
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.disabled,
  })
  const bare = await llama.loadModel({ modelPath: join(folder.path, model.entry.files[0]?.path ?? '') })
  const context = await bare.createContext({ contextSize: 2_048, batchSize: 512, threads })
  const sequence = context.getSequence()
  const tokens = bare.tokenize(prompt)
  const grammar = await llama.createGrammar({ grammar: letters })
  const times = {
    ours: { first: [] as number[], rate: [] as number[] },
    bare: { first: [] as number[], rate: [] as number[] },
  }
  try {
    await medianMs(runs, async () => {
      const our = await ours.write({
        messages: [{ from: 'user', text: prompt }],
        grammar: letters,
        maxTokens: written,
        sampling: { temperature: 0.7, seed: 1 },
        signal: new AbortController().signal,
      })
      const first = our.firstTextMs ?? NaN
      times.ours.first.push(first)
      times.ours.rate.push(our.tokens / ((our.totalMs - first) / 1_000))

      await sequence.clearHistory()
      const startedMs = performance.now()
      let firstMs = NaN
      let count = 0
      const grammarEvaluationState = new LlamaGrammarEvaluationState({ model: bare, grammar })
      const options = { temperature: 0.7, seed: 1, grammarEvaluationState }
      for await (const _token of sequence.evaluate(tokens, options)) {
        if (count === 0) firstMs = performance.now() - startedMs
        count += 1
        if (count === written) break
      }
      times.bare.first.push(firstMs)
      times.bare.rate.push(count / ((performance.now() - startedMs - firstMs) / 1_000))
    })
    const against = 'bare node-llama-cpp'
    const row = (what: string, unit: string, key: 'first' | 'rate'): Measured => ({
      what,
      unit,
      bulkhead: median(times.ours[key]),
      reference: median(times.bare[key]),
      against,
    })
    return [
      row(`first token after a prompt of ${tokens.length} tokens`, 'ms', 'first'),
      row('writing', 'tokens/s', 'rate'),
    ]
  } finally {
    await ours.close()
    await llama.dispose()
    folder.remove()
  }
}

/** Without the first run, which warms up. */
function median(values: readonly number[]): number {
  return values.slice(1).sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN
}
