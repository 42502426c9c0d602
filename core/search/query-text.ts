import { eng, hin, removeStopwords } from 'stopword'

/**
 * The words of a question that are worth looking for: runs of letters, marks and digits in NFC, without the stop words
 * of English and Hindi, each once. A question of nothing but stop words is taken as it is.
 */
export function queryWords(question: string): string[] {
  const words = [
    ...new Set(
      question
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
    ),
  ]
  const telling = removeStopwords(words, [...eng, ...hin])
  return telling.length > 0 ? telling : words
}
