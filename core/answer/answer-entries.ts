import type { Sealed } from '../audit/event.ts'
import type { SearchHit } from '../contract/workspace/search.ts'
import type { Reply } from '../contract/workspace/threads.ts'
import { BulkheadError } from '../errors.ts'
import { AnswerId, type DocumentId, newId } from '../ids.ts'
import { passageReference } from '../search/passage-reference.ts'
import type { RankedBy } from '../search/search.ts'
import type { Access } from '../workspace/access.ts'
import { instructionSigns } from './prompt/flag-instructions.ts'
import type { Answered, Question } from './question.ts'

type Began = Sealed<'answer.began'>

export interface Beginning extends Pick<Began, 'model' | 'prompt'> {
  hits: readonly SearchHit[]
  /** By what the order of these came about. */
  ranking: RankedBy
  sources: readonly DocumentId[]
  searched: string
  turns: readonly AnswerId[]
  settings: Began['how']['settings']
}

export type BegunAnswer = Pick<Answered, 'thread' | 'answer' | 'askedMs'>

/** Writes the entry that an answer begins with, and its turn; both are durable when this returns (A1). */
export function beginAnswer(
  { access, question, thread = null, mode = 'documents' }: Question,
  { hits, ranking: { embedder, reranker }, sources, model, prompt, searched, turns, settings }: Beginning,
): BegunAnswer {
  const answer = newId(AnswerId)
  return access.write((writer) => {
    const { at: askedMs } = writer.record({
      type: 'answer.began',
      outcome: 'done',
      about: { answer },
      sealed: {
        question,
        passages: hits.map(passageReference),
        embedder,
        reranker,
        model,
        prompt,
        how: {
          mode,
          searched,
          groups: access.reader.people.ownGroups().map(({ id }) => id),
          ranks: hits.map(({ score, ranks, text }) => ({
            score,
            ...ranks,
            signs: instructionSigns(text),
          })),
          turns: [...turns],
          settings,
        },
      },
      sources,
    })
    return {
      thread: writer.threads.begin({ thread, answer, question, askedMs, sources }),
      answer,
      askedMs,
    }
  })
}

/** Writes the entry of a search that a model asked for, with the prompt that its passages went into. */
export function recordSearch(
  access: Access,
  answer: AnswerId,
  {
    query,
    hits,
    prompt,
    sources,
  }: { query: string; hits: readonly SearchHit[]; prompt: string; sources: readonly DocumentId[] },
): void {
  access.write((writer) => {
    writer.record({
      type: 'answer.searched',
      outcome: 'done',
      about: { answer },
      sealed: { query, passages: hits.map(passageReference), prompt },
      sources,
    })
    writer.threads.restOn(answer, sources)
  })
}

export interface Ending {
  sources: readonly DocumentId[]
  instead?: AnswerId | null
  made?: Sealed<'answer.ended'>['made']
  /** What was shown of an answer that then failed. */
  shown?: string
}

/** Writes the entry that an answer ends with, and returns its sequence. A reply of null is one that failed: what was shown of it is kept. */
export function endAnswer(
  access: Access,
  answer: AnswerId,
  reply: Reply | null,
  { sources, instead = null, made = null, shown = '' }: Ending,
): number {
  const citations = reply && 'citations' in reply ? reply.citations : []
  return access.write((writer) => {
    const { seq } = writer.record({
      type: 'answer.ended',
      outcome: outcomeOf(reply),
      about: { answer },
      sealed: {
        text: reply?.text ?? shown,
        found: citations.length > 0,
        citations: citations.map(({ document, page, start, end }) => ({ document, page, start, end })),
        made,
      },
      sources,
    })
    if (reply === null) writer.threads.keep(answer, shown)
    writer.threads.end(answer, reply, seq, instead)
    return seq
  })
}

function outcomeOf(reply: Reply | null): 'failed' | 'stopped' | 'done' {
  if (reply === null) return 'failed'
  const wasStopped = reply.kind === 'stopped' || (reply.kind === 'written' && reply.end === 'stopped')
  return wasStopped ? 'stopped' : 'done'
}

export function sourceGone(): BulkheadError {
  return new BulkheadError(
    'not-found',
    'A document that this answer rests on was removed, or put out of your sight, while it was made. Ask again.',
  )
}
