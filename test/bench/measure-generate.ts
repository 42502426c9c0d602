import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  getLlama,
  LlamaGrammarEvaluationState,
  LlamaLogLevel,
  resolveChatWrapper,
  type Token,
} from 'node-llama-cpp'
import type { Generator, WriteRequest } from '../../core/answer/generator/generator.ts'
import { openGenerator } from '../../core/answer/generator/open-generator.ts'
import { tinyModelIn } from '../answer/tiny-generator.ts'
import { temporaryFolder } from '../builders.ts'
import type { Measured } from './measure.ts'

const question = 'The monthly rent is 1,200 pounds, due on the first. '.repeat(20)
const written = 128
/** A random model would end when it likes. */
const letters = 'root ::= page{12}\npage ::= line{12}\nline ::= [a-z ]{12}'
const contextTokens = 2_048
const rounds = 9
const sampling = { temperature: 0.7, seed: 1 }

/** What one writing took. The processor's time is that of all threads: it says the same on a busy machine. */
interface Took {
  firstMs: number
  firstCpuMs: number
  perSecond: number
}

/**
 * Our generator beside bare node-llama-cpp: one model, one thread count, one batch size, the same tokens of a prompt of a
 * thousand, the same grammar. Bare is given the tokens and the grammar ready made; ours makes both of words, on its own
 * thread. They take turns, and turns at being first.
 */
export async function measureGenerate(): Promise<Measured[]> {
  const folder = temporaryFolder()
  const model = tinyModelIn(folder.path, { seed: 'bench', width: 512, layers: 8 })
  const ours = await openGenerator(model, { contextTokens, gpu: false })
  const bare = await openBare(join(folder.path, model.entry.files[0]?.path ?? ''))
  const times = { ours: [] as Took[], bare: [] as Took[] }
  try {
    const measure = {
      ours: async () => times.ours.push(await writeOurs(ours, bare.tokens.length)),
      bare: async () => times.bare.push(await bare.write()),
    }
    for (let round = 0; round < rounds; round += 1)
      for (const side of round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const))
        await measure[side]()
    const row = (what: string, unit: string, key: keyof Took): Measured => ({
      what,
      unit,
      bulkhead: median(times.ours.map((took) => took[key])),
      reference: median(times.bare.map((took) => took[key])),
      against: 'bare node-llama-cpp',
    })
    const { length } = bare.tokens
    return [
      row(`first token after a prompt of ${length} tokens`, 'ms', 'firstMs'),
      row(`the same, time of the processor`, 'ms', 'firstCpuMs'),
      row('writing', 'tokens/s', 'perSecond'),
      ...(await measureStop(ours)),
    ]
  } finally {
    await ours.close()
    await bare.close()
    folder.remove()
  }
}

const say = (more: Partial<WriteRequest> = {}): WriteRequest => ({
  messages: [{ from: 'user', text: question }],
  grammar: letters,
  maxTokens: written,
  sampling,
  signal: new AbortController().signal,
  ...more,
})

async function writeOurs(generator: Generator, expectedTokens: number): Promise<Took> {
  const cpuMs = startCpu()
  let firstCpuMs = NaN
  const { firstTextMs, promptTokens, tokens, totalMs } = await generator.write(
    say({
      onText: () => {
        if (Number.isNaN(firstCpuMs)) firstCpuMs = cpuMs()
      },
    }),
  )
  if (promptTokens !== expectedTokens)
    throw new Error(`${promptTokens} tokens beside ${expectedTokens}: the two are not given the same`)
  const firstMs = firstTextMs ?? NaN
  return { firstMs, firstCpuMs, perSecond: tokens / ((totalMs - firstMs) / 1_000) }
}

/** As its documentation has it, without anything of ours. */
async function openBare(modelPath: string) {
  const threads = Math.max(1, availableParallelism() - 1)
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.disabled,
  })
  const model = await llama.loadModel({ modelPath })
  const context = await model.createContext({ contextSize: contextTokens, batchSize: 512, threads })
  const sequence = context.getSequence()
  const grammar = await llama.createGrammar({ grammar: letters })
  const { contextText } = resolveChatWrapper(model).generateContextState({
    chatHistory: [
      { type: 'user', text: question },
      { type: 'model', response: [''] },
    ],
  })
  const tokens: Token[] = contextText.tokenize(model.tokenizer)

  return {
    tokens,
    async write(): Promise<Took> {
      await sequence.clearHistory()
      const cpuMs = startCpu()
      const startedMs = performance.now()
      let firstMs = NaN
      let firstCpuMs = NaN
      let count = 0
      const grammarEvaluationState = new LlamaGrammarEvaluationState({ model, grammar })
      for await (const token of sequence.evaluate(tokens, { ...sampling, grammarEvaluationState })) {
        model.detokenize([token])
        if (count === 0) {
          firstMs = performance.now() - startedMs
          firstCpuMs = cpuMs()
        }
        count += 1
        if (count === written) break
      }
      return {
        firstMs,
        firstCpuMs,
        perSecond: count / ((performance.now() - startedMs - firstMs) / 1_000),
      }
    },
    async close(): Promise<void> {
      await llama.dispose()
    },
  }
}

/** From a stop until the asker has the answer back, while the prompt is read and while text comes. */
async function measureStop(generator: Generator): Promise<Measured[]> {
  const stopAt = async (what: string, on: (stop: () => void) => Partial<WriteRequest>): Promise<Measured> => {
    const times: number[] = []
    for (let run = 0; run < rounds; run += 1) {
      const controller = new AbortController()
      let stoppedMs = NaN
      const stop = () => {
        if (controller.signal.aborted) return
        stoppedMs = performance.now()
        controller.abort()
      }
      const { end } = await generator.write(say({ signal: controller.signal, ...on(stop) }))
      times.push(performance.now() - stoppedMs)
      if (end !== 'stopped') throw new Error('a stop came too late')
    }
    return { what, unit: 'ms', bulkhead: median(times), reference: null, against: '' }
  }
  return [
    await stopAt('from a stop to the end, a prompt being read', (stop) => ({
      onRendered: () => void sleep(30).then(stop),
    })),
    await stopAt('from a stop to the end, text being written', (stop) => ({ onText: stop })),
  ]
}

function startCpu(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  }
}

/** Without the first, which warms up. */
function median(values: readonly number[]): number {
  return values.slice(1).sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN
}
