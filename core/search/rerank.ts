import type { Reranker } from '../embed/reranker.ts'

/** A reranker that was chosen, open or not yet. */
export interface RerankBy {
  readonly model: { name: string; sha256: string }
  /** Fails where it cannot be had. What begins to open goes on to, also where nobody waits for it any more. */
  open(): Promise<Reranker>
  /** A search waits no longer for it, opening included. */
  readonly deadlineMs: number
}

/** How it went; `late` and `failed` leave the order as it was. */
export type RerankOutcome = 'used' | 'late' | 'failed'

/**
 * Orders passages by how well each answers the question, read beside it. Equals stay in the order in which they come.
 * It is all or nothing: half an order would hang on how busy the computer was.
 *
 * @throws whatever `signal` aborts with; nothing else
 */
export async function rerank<Passage extends { text: string }>(
  by: RerankBy,
  question: string,
  passages: readonly Passage[],
  signal?: AbortSignal,
): Promise<{ passages: readonly Passage[]; outcome: RerankOutcome }> {
  const deadline = AbortSignal.timeout(by.deadlineMs)
  const stop = signal ? AbortSignal.any([signal, deadline]) : deadline
  try {
    const reranker = await unlessAborted(by.open(), stop)
    const scores = await reranker.score(
      question,
      passages.map(({ text }) => text),
      stop,
    )
    const scored = passages.map((passage, index) => ({ passage, score: scores[index] ?? -Infinity }))
    scored.sort((left, right) => right.score - left.score)
    return { passages: scored.map(({ passage }) => passage), outcome: 'used' }
  } catch (error) {
    if (signal?.aborted) throw error
    return { passages, outcome: deadline.aborted ? 'late' : 'failed' }
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(new Error('aborted'))
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Whichever lost has nobody who waits for it.
    work.catch(() => undefined)
    aborted.promise.catch(() => undefined)
  }
}
