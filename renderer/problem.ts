import { BulkheadError, type ErrorCode } from '../core/errors.ts'

/** What happened, and what there is to do. */
export interface Problem {
  code: ErrorCode
  /** What happened, in a few words. */
  title: string
  /** Sentences: what it means for the data, and the way on. */
  text: string
}

/** Words for some of the codes; from the sentence that came with it, where that says more. */
export type ProblemWords = Partial<Record<ErrorCode, (sentence: string) => Omit<Problem, 'code'>>>

/** The code of a failure; what is not a failure that was expected is a defect. */
export function codeOf(error: unknown): ErrorCode {
  return error instanceof BulkheadError ? error.code : 'internal'
}

/** The sentence of an expected failure; a defect's own text stays where it was met. */
export function sentenceOf(error: unknown): string {
  return error instanceof BulkheadError
    ? error.message
    : 'Something went wrong inside Bulkhead. Nothing was lost.'
}
