import { ask } from '../../core/answer/ask.ts'
import type { Answered, Question } from '../../core/answer/question.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { testEmbedder } from '../builders.ts'

/** Asks as the scope's member. */
export async function asking(
  scope: Scope,
  question: string,
  more: Partial<Question> = {},
): Promise<Answered> {
  return await ask({
    access: { reader: scope.reader, write: (work) => scope.write(work) },
    embedder: testEmbedder,
    question,
    signal: new AbortController().signal,
    ...more,
  })
}
