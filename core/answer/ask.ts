import { randomInt } from 'node:crypto'
import type { SearchHit } from '../contract/workspace/search.ts'
import type { Turn } from '../contract/workspace/threads.ts'
import { BulkheadError } from '../errors.ts'
import type { Reply } from '../contract/workspace/threads.ts'
import { type RankedBy, searchAndReport } from '../search/search.ts'
import { beginAnswer, endAnswer } from './answer-entries.ts'
import { standaloneQuestion } from './follow-up.ts'
import type { Answered, Question } from './question.ts'
import { notFound, quoteAnswer } from './quote-answer.ts'
import { mergeHits } from './search-again.ts'
import { type ReadableTurn, writeAnswer } from './write-answer.ts'

/** Passages that an answer is made from. */
const passagesQuoted = 10
const passagesRead = 12

/** Turns of a thread that a prompt may hold. */
const turnsRemembered = 6

/**
 * Answers a question from the documents that the member may read; in a chat, from what a model knows. A follow-up is
 * searched for as what it stands for; earlier answers are in the prompt as far as their asker may still read them (R7).
 * The entry that the answer began is durable before any of it is shown, and the one that it ended holds the exact text
 * that was, also where the asker stopped it (A1).
 *
 * @throws BulkheadError `cancelled` where it was stopped before it began, `not-found` for a thread that is not the
 * member's and where a document of the prompt went while the answer was made, `model-missing` for a chat without a model
 */
export async function ask(asked: Question): Promise<Answered> {
  const {
    access,
    embedder,
    reranker = null,
    question,
    signal,
    mode = 'documents',
    generator = null,
    instead = null,
  } = asked
  const { reader } = access
  if (mode === 'chat' && generator === null)
    throw new BulkheadError('model-missing', 'A chat needs a language model. Choose one in Models first.')
  // One that a colleague shares is read, not asked in.
  if (asked.thread) reader.threads.require(asked.thread)
  const turns = asked.thread ? readableTurns(reader.threads.open(asked.thread).turns, instead) : []
  const seed = asked.seed ?? randomInt(2 ** 32)
  const startedMs = performance.now()
  const searched =
    mode === 'chat'
      ? question
      : await standaloneQuestion(generator, turns, question, { sampling: { temperature: 0, seed }, signal })
  let ranking: RankedBy = { embedder: null, reranker: null }
  const look = async (query: string, limit: number) => {
    const found = await searchAndReport({ reader, embedder, reranker, query, limit, mode: 'fused', signal })
    ranking = found.ranking
    return found.hits
  }
  const hits: SearchHit[] = []
  if (mode === 'documents') {
    const limit = generator ? passagesRead : passagesQuoted
    hits.push(...(await look(searched, limit)))
    // Whatever a model made of the question, its own words are looked for too.
    if (generator && searched !== question)
      hits.splice(0, hits.length, ...mergeHits(await look(question, limit), hits, limit))
  }
  if (signal.aborted) throw new BulkheadError('cancelled', 'Stopped before the answer began.')
  const searchMs = performance.now() - startedMs
  if (generator && (mode === 'chat' || hits.length > 0))
    return await writeAnswer(asked, { generator, turns, hits, ranking, searched, seed, searchMs })
  return await quoted(asked, searched, hits, ranking, searched === question ? [] : turns.slice(-1))
}

async function quoted(
  asked: Question,
  searched: string,
  hits: readonly SearchHit[],
  ranking: RankedBy,
  turns: readonly ReadableTurn[],
): Promise<Answered> {
  const { access, generator = null, instead = null } = asked
  const earlier = access.reader.threads.sources(turns.map(({ answer }) => answer))
  const sources = [...new Set([...hits.map((hit) => hit.document), ...earlier])]
  const began = beginAnswer(asked, {
    hits,
    ranking,
    sources,
    model: generator ? `${generator.model.name} sha256:${generator.model.sha256}` : 'extractive',
    prompt: '',
    searched,
    turns: turns.map(({ answer }) => answer),
    settings: null,
  })
  let reply: Reply
  try {
    asked.onBegan?.(began)
    reply = generator
      ? { kind: 'not-found', text: notFound }
      : await quoteAnswer(asked, searched, hits, sources)
  } catch (error) {
    endAnswer(access, began.answer, null, { sources: [] })
    throw error
  }
  return { ...began, reply, entry: endAnswer(access, began.answer, reply, { sources, instead }) }
}

/** The last turns before the one that is to be replaced whose answers their asker may read. */
function readableTurns(turns: readonly Turn[], instead: string | null): ReadableTurn[] {
  const end = turns.findIndex(({ answer }) => answer === instead)
  return turns
    .slice(0, end < 0 ? undefined : end)
    .flatMap(({ answer, question, reply }) =>
      'text' in reply && !['not-found', 'interrupted'].includes(reply.kind) && reply.text !== ''
        ? [{ answer, question, text: reply.text }]
        : [],
    )
    .slice(-turnsRemembered)
}
