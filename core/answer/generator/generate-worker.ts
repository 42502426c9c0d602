import { parentPort, workerData } from 'node:worker_threads'
import {
  type ChatHistoryItem,
  type ChatWrapper,
  getLlama,
  InsufficientMemoryError,
  type Llama,
  type LlamaContext,
  type LlamaContextSequence,
  LlamaGrammarEvaluationState,
  LlamaLogLevel,
  type LlamaModel,
  resolveChatWrapper,
  type Token,
} from 'node-llama-cpp'
import type { Message } from './generator.ts'
import type { FromThread, ThreadStart, ToThread } from './messages.ts'
import { pieceTokens } from './pieces.ts'
import { TextStream } from './text-stream.ts'

/**
 * The thread that runs a language model. Nothing is compiled or fetched (N1), no state is ever saved to a file (M4), and
 * after each text what the model has read is dropped.
 */
const start = workerData as ThreadStart
const rendered = new Map<number, { tokens: Token[]; stopMarks: string[] }>()
let running: Promise<void> = Promise.resolve()

interface Opened {
  llama: Llama
  model: LlamaModel
  context: LlamaContext
  sequence: LlamaContextSequence
  /** The model's own template. */
  wrapper: ChatWrapper
  /** How many tokens of a prompt are read at once. */
  atOnce: number
}

const opened = await open()
if (opened) {
  parentPort?.on('message', (message: ToThread) => receive(opened, message))
  post({
    type: 'ready',
    contextTokens: opened.sequence.contextSize,
    device: opened.llama.gpu === false ? 'processor' : opened.llama.gpu,
  })
}

async function open(): Promise<Opened | null> {
  try {
    const options = {
      // Without the packages for CUDA, whose weight is beyond reason: Vulkan serves those cards too.
      gpu: start.gpu ? { type: 'auto' as const, exclude: ['cuda' as const] } : (false as const),
      build: 'never' as const,
      skipDownload: true,
      progressLogs: false,
      // Left out of the package's types: without it, a temporary folder would be made.
      tempDir: false,
      maxThreads: start.threads,
      logLevel: LlamaLogLevel.disabled,
      logger: () => undefined,
    }
    const llama = await getLlama(options)
    const model = await llama.loadModel({ modelPath: start.modelPath, useMmap: true })
    const context = await model.createContext({
      contextSize: { max: Math.min(start.contextTokens, model.trainContextSize) },
      batchSize: 512,
      threads: start.threads,
      failedCreationRemedy: { retries: 4, autoContextSizeShrink: 0.5 },
      ...(start.adapterPath === null ? {} : { lora: start.adapterPath }),
    })
    const wrapper = resolveChatWrapper(model, { warningLogs: false })
    const sequence = context.getSequence()
    const atOnce = await pieceTokens(async (tokens) => {
      const startedMs = workedMs(llama)
      await sequence.evaluateWithoutGeneratingNewTokens(Array.from({ length: tokens }, () => 0 as Token))
      return workedMs(llama) - startedMs
    })
    await sequence.clearHistory()
    return { llama, model, context, sequence, wrapper, atOnce }
  } catch (error) {
    post({ type: 'refused', reason: error instanceof InsufficientMemoryError ? 'memory' : 'model' })
    return null
  }
}

function receive(given: Opened, message: ToThread): void {
  switch (message.type) {
    case 'count':
      return attempt(message.call, () =>
        post({
          type: 'counted',
          call: message.call,
          tokens: message.texts.map((text) => given.model.tokenize(text.toWellFormed()).length),
        }),
      )
    case 'render':
      return attempt(message.call, () => render(given, message.call, message.messages))
    case 'write':
      running = running.then(async () => await write(given, message))
      return
    case 'close':
      // Native code that is still at work when its thread goes takes the whole process with it.
      void running.then(async () => {
        await given.llama.dispose()
        process.exit()
      })
      return
    default:
      return message satisfies never
  }
}

function attempt(call: number, work: () => void): void {
  try {
    work()
  } catch {
    post({ type: 'failed', call, reason: 'runtime' })
  }
}

/**
 * In the model's own template. Its marks are tokens that only the template makes: the same characters in a document, a
 * question or an earlier answer are read as characters (M5).
 */
function render({ model, wrapper }: Opened, call: number, messages: readonly Message[]): void {
  const { contextText, stopGenerationTriggers } = wrapper.generateContextState({
    chatHistory: [
      ...messages.map(({ from, text }): ChatHistoryItem => {
        const plain = text.toWellFormed()
        return from === 'model' ? { type: 'model', response: [plain] } : { type: from, text: plain }
      }),
      { type: 'model', response: [''] },
    ],
  })
  const tokens = contextText.tokenize(model.tokenizer)
  const { bos } = model.tokens
  if (bos !== null && model.tokens.shouldPrependBosToken && tokens[0] !== bos) tokens.unshift(bos)
  rendered.set(call, {
    tokens,
    stopMarks: stopGenerationTriggers.map((trigger) => trigger.toString()).filter(isStopMark),
  })
  post({ type: 'rendered', call, prompt: contextText.toString(), tokens: tokens.length })
}

/** The names of control tokens (`EOS` and the like) end a text as tokens, not as letters in it. */
function isStopMark(mark: string): boolean {
  return !['BOS', 'EOS', 'NL', 'EOT', 'SEP'].includes(mark)
}

async function write(
  { llama, model, sequence, atOnce }: Opened,
  { call, grammar, maxTokens, sampling, stop }: Extract<ToThread, { type: 'write' }>,
): Promise<void> {
  const prompt = rendered.get(call)
  rendered.delete(call)
  const flag = new Int32Array(stop)
  const isStopped = () => Atomics.load(flag, 0) !== 0
  try {
    if (!prompt || prompt.tokens.length + maxTokens > sequence.contextSize)
      return post({ type: 'failed', call, reason: 'length' })
    const last = await readAllButLast({ sequence, atOnce }, prompt.tokens, isStopped)
    if (last === null) return post({ type: 'written', call, end: 'stopped', tokens: 0 })
    let tokens = 0
    const stream = new TextStream<Token>(
      (pending, before) => model.detokenize([...pending], false, before),
      grammar === null ? prompt.stopMarks : [],
      (text) => post({ type: 'text', call, text, tokens }),
    )
    let end: 'whole' | 'length' | 'stopped' = 'whole'
    const state =
      grammar === null
        ? undefined
        : new LlamaGrammarEvaluationState({ model, grammar: await llama.createGrammar({ grammar }) })
    for await (const token of sequence.evaluate(last, {
      temperature: sampling.temperature,
      seed: sampling.seed,
      ...(state === undefined ? {} : { grammarEvaluationState: state }),
    })) {
      if (isStopped()) {
        end = 'stopped'
        break
      }
      tokens += 1
      if (!stream.push(token)) break
      if (tokens >= maxTokens) {
        end = 'length'
        break
      }
    }
    stream.end()
    post({ type: 'written', call, end, tokens })
  } catch {
    post({ type: 'failed', call, reason: 'runtime' })
  } finally {
    await sequence.clearHistory()
  }
}

/**
 * Reads a prompt but for its last piece, which it returns: reading that gives the first token of the text too. Null where
 * a stop came in.
 */
async function readAllButLast(
  { sequence, atOnce }: Pick<Opened, 'sequence' | 'atOnce'>,
  tokens: Token[],
  isStopped: () => boolean,
): Promise<Token[] | null> {
  let at = 0
  for (; at + atOnce < tokens.length; at += atOnce) {
    if (isStopped()) return null
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(at, at + atOnce))
  }
  return isStopped() ? null : tokens.slice(at)
}

/** For how long has been worked here: by the processor's own time where it is the one, which a busy machine does not stretch. */
function workedMs({ gpu }: Llama): number {
  if (gpu !== false) return performance.now()
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000 / start.threads
}

function post(message: FromThread): void {
  parentPort?.postMessage(message)
}
