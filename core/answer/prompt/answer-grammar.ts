import { datamark } from './datamark.ts'

/** What the model writes where the passages do not answer. */
export const notFoundMark = 'NOT FOUND'

/** What the model writes before the words that it wants looked for: its only tool. */
export const searchMark = 'SEARCH: '

const mostSentences = 8
const longestSentence = 400
const longestSearch = 160

/**
 * The form of an answer from documents, as GBNF
 * (https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md): one sentence a line, each with one to three
 * numbers of passages; or that there is no answer; or, where it may, what to search for. Nothing else can be written.
 */
export function answerGrammar(passages: number, maySearch: boolean): string {
  const numbers = Array.from({ length: passages }, (_, index) => `"${index + 1}"`).join(' | ')
  return [
    `root ::= "${notFoundMark}" | ${maySearch ? `"${searchMark}" search | ` : ''}sentence ("\\n" sentence){0,${mostSentences - 1}}`,
    `sentence ::= first character{1,${longestSentence}} " " mark{1,3}`,
    `mark ::= "[" number "]"`,
    `number ::= ${numbers}`,
    `first ::= [^ \\[\\]\\n\\r\\t${datamark}]`,
    `character ::= [^\\[\\]\\n\\r\\t${datamark}]`,
    ...(maySearch ? [`search ::= character{3,${longestSearch}}`] : []),
  ].join('\n')
}

/** A question on its own, in one line. */
export const questionGrammar = `root ::= [^ \\n\\r\\t] [^\\n\\r\\t]{2,200}`
