import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { AutoModelForSequenceClassification, Tensor } from '@huggingface/transformers'
import type { FromReranker, RerankStart, ToReranker } from './rerank-messages.ts'
import { load } from './runtime.ts'

/** The thread that runs a cross-encoder, one pair of question and passage at a time; a call can be given up in between. */
const start = workerData as RerankStart
const given = new Set<number>()
const { model, tokenizer } = await load(AutoModelForSequenceClassification, start.runtime)

parentPort?.on('message', (message: ToReranker) => {
  if (message.type === 'cancel') given.delete(message.call)
  else {
    given.add(message.call)
    void score(message)
  }
})
post({ type: 'ready' })

async function score({ call, question, passages }: Extract<ToReranker, { type: 'score' }>): Promise<void> {
  const scores: number[] = []
  try {
    for (const passage of passages) {
      // Messages are read between turns.
      await nextTurn()
      if (!given.has(call)) return
      scores.push(await scorePair(question, passage))
    }
    post({ type: 'scores', call, scores })
  } catch {
    post({ type: 'failed', call })
  } finally {
    given.delete(call)
  }
}

async function scorePair(question: string, passage: string): Promise<number> {
  const inputs = tokenizer(cut(question), {
    text_pair: cut(passage),
    padding: false,
    truncation: true,
    max_length: start.maxTokens,
  })
  const { logits } = (await model(inputs)) as { logits: unknown }
  const value = logits instanceof Tensor && logits.data.length === 1 ? Number(logits.data[0]) : Number.NaN
  if (!Number.isFinite(value)) throw new RangeError('the model gave something that is not one number')
  return value
}

/** Before the tokenizer, which would read a whole book to keep a page of it. */
function cut(text: string): string {
  return text.slice(0, start.maxTokens * 32).toWellFormed()
}

function post(message: FromReranker): void {
  parentPort?.postMessage(message)
}
