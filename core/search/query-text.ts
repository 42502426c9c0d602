import { eng, hin, removeStopwords } from 'stopword'

/**
 * The words of a question that are worth looking for: runs of letters, marks and digits in NFC, without English stop
 * words, each once. (Without the Hindi ones too, Hindi search was measured to be worse.) A question of nothing but stop
 * words is taken as it is.
 */
export function queryWords(question: string): string[] {
  return withoutStopWords(question, eng)
}

/** Words that ask and that no answer repeats; the list of stop words lacks them. */
const asking = 'when does whom whose why will shall may us please tell show give'.split(' ')

/** The words of a question that an answer has to speak of: without the stop words of English and Hindi. */
export function tellingWords(question: string): string[] {
  return withoutStopWords(question, [...eng, ...hin, ...asking])
}

function withoutStopWords(question: string, stopWords: readonly string[]): string[] {
  const words = [
    ...new Set(
      question
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
    ),
  ]
  const rest = removeStopwords(words, stopWords)
  return rest.length > 0 ? rest : words
}
