import type { Citation } from '../contract/workspace/threads.ts'
import type { Embedder } from '../embed/embedder.ts'
import { AnswerId, newId } from '../ids.ts'
import { passageReference } from '../search/passage-reference.ts'
import { search } from '../search/search.ts'
import type { Access } from '../workspace/access.ts'
import { extractAnswer } from './extract-answer.ts'

export type Answer =
  | { kind: 'answered'; answer: AnswerId; text: string; citations: Citation[] }
  | { kind: 'not-found'; answer: AnswerId; text: string }

/** Passages that an answer is made from. */
const passagesRead = 10

const notFound = 'This client’s documents don’t answer that.'

/**
 * Answers a question from the documents that the member may read, and from nothing else. The entry that the answer
 * began stands in the log before any of it is shown, and the one that it ended holds the exact text (A1).
 */
export async function ask(request: {
  access: Access
  embedder: Embedder
  question: string
  signal: AbortSignal
}): Promise<Answer> {
  const { access, embedder, question, signal } = request
  const { reader, write } = access
  const hits = await search({ reader, embedder, query: question, limit: passagesRead, mode: 'fused', signal })
  const answer = newId(AnswerId)
  const sources = [...new Set(hits.map((hit) => hit.document))]
  write((writer) => {
    writer.beginAnswer(answer)
    writer.record({
      type: 'answer.began',
      outcome: 'done',
      about: { answer },
      sealed: { question, passages: hits.map(passageReference), model: 'extractive', prompt: '' },
      sources,
    })
  })
  const citations = extractAnswer(reader, question, hits)
  const text = citations.length > 0 ? citations.map((citation) => citation.quote).join('\n\n') : notFound
  write((writer) => {
    writer.endAnswer(answer)
    writer.record({
      type: 'answer.ended',
      outcome: 'done',
      about: { answer },
      sealed: {
        text,
        found: citations.length > 0,
        citations: citations.map(({ document, page, start, end }) => ({ document, page, start, end })),
      },
      sources,
    })
  })
  return citations.length > 0
    ? { kind: 'answered', answer, text, citations }
    : { kind: 'not-found', answer, text }
}
