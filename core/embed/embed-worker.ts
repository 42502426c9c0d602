import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { AutoModel, Tensor } from '@huggingface/transformers'
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts'
import { pool } from './pool.ts'
import { load } from './runtime.ts'
import { unitVector } from './unit-vector.ts'

/**
 * The thread that runs the model. It loads from one local folder and has no way to fetch anything (N1).
 * Texts go through one at a time, which on a processor is faster than in batches, and results leave in chunks,
 * so that a cancelled or more urgent call waits for a few texts at most.
 */
const chunkTexts = 8

interface Call {
  id: number
  urgent: boolean
  texts: readonly string[]
  done: number
}

const start = workerData as WorkerStart
const calls: Call[] = []
let running = false

const { model, tokenizer } = await load(AutoModel, start.runtime)

parentPort?.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'embed':
      calls.push({
        id: message.call,
        urgent: message.kind === 'query',
        // Cut before the tokenizer, which would read a whole book to keep a page of it.
        texts: message.texts.map(
          (text) => start.prefix[message.kind] + text.slice(0, start.maxTokens * 32).toWellFormed(),
        ),
        done: 0,
      })
      void run()
      break
    case 'cancel':
      remove(message.call)
      break
  }
})
post({ type: 'ready' })

async function run(): Promise<void> {
  if (running) return
  running = true
  for (let call = next(); call; call = next()) {
    try {
      const data = await embedChunk(call.texts.slice(call.done, call.done + chunkTexts))
      call.done += chunkTexts
      if (call.done >= call.texts.length) remove(call.id)
      post({ type: 'vectors', call: call.id, data }, [data.buffer])
    } catch {
      remove(call.id)
      post({ type: 'failed', call: call.id })
    }
    // Messages are read between turns.
    await nextTurn()
  }
  running = false
}

function next(): Call | undefined {
  return calls.find((call) => call.urgent) ?? calls[0]
}

function remove(id: number): void {
  const index = calls.findIndex((call) => call.id === id)
  if (index >= 0) calls.splice(index, 1)
}

async function embedChunk(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>> {
  const data = new Float32Array(texts.length * start.dimension)
  for (const [index, text] of texts.entries()) {
    const inputs = tokenizer(text, { padding: false, truncation: true, max_length: start.maxTokens })
    const outputs = (await model(inputs)) as Record<string, unknown>
    const hidden = outputs['last_hidden_state'] ?? outputs['token_embeddings'] ?? outputs['logits']
    if (!(hidden instanceof Tensor) || hidden.dims.at(-1) !== start.dimension)
      throw new RangeError('the model gives no vectors of the dimension that its entry says')
    const pooled = pool(hidden.data as Float32Array, start.dimension, start.pooling)
    data.set(unitVector(pooled, start.dimension), index * start.dimension)
    for (const output of Object.values(outputs)) if (output instanceof Tensor) output.dispose()
  }
  return data
}

function post(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}
