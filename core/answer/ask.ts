import { setImmediate } from 'node:timers/promises'
import type { Citation, Reply } from '../contract/workspace/threads.ts'
import type { Embedder } from '../embed/embedder.ts'
import type { SearchHit } from '../contract/workspace/search.ts'
import { BulkheadError } from '../errors.ts'
import { AnswerId, type DocumentId, newId, type ThreadId } from '../ids.ts'
import { passageReference } from '../search/passage-reference.ts'
import { search } from '../search/search.ts'
import type { Access } from '../workspace/access.ts'
import { extractAnswer } from './extract-answer.ts'

export interface Question {
  access: Access
  /** Null where it cannot be had: then words alone are searched. */
  embedder: Embedder | null
  question: string
  /** Left out, or null, begins a new thread. */
  thread?: ThreadId | null
  signal: AbortSignal
  onBegan?: (began: { thread: ThreadId; answer: AnswerId; askedMs: number }) => void
  /** The next cited sentence: from here on it counts as shown. */
  onCitation?: (citation: Citation) => void
}

/** A question with its answer, as the thread keeps it. */
export interface Answered {
  thread: ThreadId
  answer: AnswerId
  askedMs: number
  /** Sequence of the entry that the answer ended with. */
  entry: number
  reply: Reply
}

/** Passages that an answer is made from. */
const passagesRead = 10

const notFound = 'This client’s documents don’t answer that.'

/**
 * Answers a question from the documents that the member may read, and from nothing else: earlier turns of the thread
 * play no part. The entry that the answer began is durable before any of it is shown, and the one that it ended holds
 * the exact text that was, also where the asker stopped it (A1).
 *
 * @throws BulkheadError `cancelled` where it was stopped before it began, `not-found` for a thread that is not the
 * member's, and where a document of the prompt went while the answer was made
 */
export async function ask(asked: Question): Promise<Answered> {
  const { access, embedder, question, signal } = asked
  const { reader } = access
  if (asked.thread) reader.threads.require(asked.thread)
  const hits = await search({ reader, embedder, query: question, limit: passagesRead, mode: 'fused', signal })
  if (signal.aborted) throw new BulkheadError('cancelled', 'Stopped before the answer began.')
  const sources = [...new Set(hits.map((hit) => hit.document))]
  const began = begin(asked, hits, sources)
  let reply: Reply
  try {
    asked.onBegan?.(began)
    reply = await make(asked, hits, sources)
  } catch (error) {
    end(access, began.answer, null, [])
    throw error
  }
  return { ...began, reply, entry: end(access, began.answer, reply, sources) }
}

function begin(
  { access, question, thread = null }: Question,
  hits: readonly SearchHit[],
  sources: readonly DocumentId[],
): Pick<Answered, 'thread' | 'answer' | 'askedMs'> {
  const answer = newId(AnswerId)
  return access.write((writer) => {
    const { at: askedMs } = writer.record({
      type: 'answer.began',
      outcome: 'done',
      about: { answer },
      sealed: { question, passages: hits.map(passageReference), model: 'extractive', prompt: '' },
      sources,
    })
    return {
      thread: writer.threads.begin({ thread, answer, question, askedMs, sources }),
      answer,
      askedMs,
    }
  })
}

/** Shows one cited sentence after the other, until the asker has had enough. */
async function make(
  asked: Question,
  hits: readonly SearchHit[],
  sources: readonly DocumentId[],
): Promise<Reply> {
  const { access, question, signal } = asked
  const shown: Citation[] = []
  const said = () => ({ text: shown.map(({ quote }) => quote).join('\n\n'), citations: shown })
  // Lets a stop come in, here and after each sentence.
  await setImmediate()
  if (signal.aborted) return { kind: 'stopped', ...said() }
  const citations = extractAnswer(access.reader, question, hits)
  for (const citation of citations) {
    if (signal.aborted) return { kind: 'stopped', ...said() }
    if (!access.reader.documents.has(sources)) throw sourceGone()
    shown.push(citation)
    asked.onCitation?.(citation)
    await setImmediate()
  }
  if (!access.reader.documents.has(sources)) throw sourceGone()
  return shown.length > 0 ? { kind: 'answered', ...said() } : { kind: 'not-found', text: notFound }
}

/** Returns the sequence of the entry. A reply of null is one that nothing may be kept of. */
function end(access: Access, answer: AnswerId, reply: Reply | null, sources: readonly DocumentId[]): number {
  const citations = reply && 'citations' in reply ? reply.citations : []
  return access.write((writer) => {
    const { seq } = writer.record({
      type: 'answer.ended',
      outcome: reply === null ? 'failed' : reply.kind === 'stopped' ? 'stopped' : 'done',
      about: { answer },
      sealed: {
        text: reply?.text ?? '',
        found: citations.length > 0,
        citations: citations.map(({ document, page, start, end: to }) => ({
          document,
          page,
          start,
          end: to,
        })),
      },
      sources,
    })
    writer.threads.end(answer, reply, seq)
    return seq
  })
}

function sourceGone(): BulkheadError {
  return new BulkheadError(
    'not-found',
    'A document that this answer rests on was removed, or put out of your sight, while it was made. Ask again.',
  )
}
