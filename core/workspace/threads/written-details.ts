import { z } from 'zod'
import { AnswerMode, FlaggedPassage, type Reply, WrittenSentence } from '../../contract/workspace/threads.ts'

/** What a turn keeps, as JSON, of a reply that a model wrote, beside its text and its citations. */
export const WrittenDetails = z.strictObject({
  sentences: z.array(WrittenSentence),
  mode: AnswerMode,
  model: z.string(),
  adapter: z.string().nullable(),
  /** Titles are the documents' own, and looked up there. */
  flagged: z.array(FlaggedPassage.omit({ title: true })),
  end: z.enum(['whole', 'length', 'stopped']),
})
export type WrittenDetails = z.infer<typeof WrittenDetails>

export function writtenDetails(reply: Extract<Reply, { kind: 'written' }>): WrittenDetails {
  const { sentences, mode, model, adapter, flagged, end } = reply
  return {
    sentences,
    mode,
    model,
    adapter,
    flagged: flagged.map(({ title: _title, ...place }) => place),
    end,
  }
}

/** The word that the turn has for a reply: a written one is told from its details. */
export function keptKind(reply: Reply | null): 'answered' | 'not-found' | 'stopped' | 'interrupted' {
  if (reply === null) return 'interrupted'
  if (reply.kind === 'written') return reply.end === 'stopped' ? 'stopped' : 'answered'
  return reply.kind
}
