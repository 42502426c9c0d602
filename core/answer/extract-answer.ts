import type { Citation, SearchHit } from '../contract/workspace.ts'
import { indexedText } from '../workspace/indexed-text.ts'
import { QuestionTerms } from '../search/question-terms.ts'
import { sentencesOf } from '../text/sentences.ts'
import type { Reader } from '../workspace/reader.ts'

/**
 * How much of a question one passage must speak of before anything of it is called an answer. Below it the honest
 * answer is "not found". Measured in docs/decisions.
 */
export const enoughCoverage = 0.55

/** The most sentences in an answer, and how near to the best one the others must come. */
const mostSentences = 3
const nearBest = 0.5

interface Candidate {
  citation: Citation
  score: number
  order: number
}

/**
 * The sentences of the retrieved passages that speak most of what was asked, quoted exactly, best first; none where no
 * passage speaks of enough of it. No sentence is changed, joined or made up.
 */
export function extractAnswer(reader: Reader, question: string, hits: readonly SearchHit[]): Citation[] {
  const terms = new QuestionTerms(reader, question)
  const covering = hits
    .map((hit, order) => ({ hit, order, coverage: terms.coverage(indexedText(hit)) }))
    .filter(({ coverage }) => coverage >= enoughCoverage)
  const candidates = new Map<string, Candidate>()
  for (const { hit, order, coverage } of covering) {
    for (const citation of sentencesIn(hit)) {
      const key = `${citation.document} ${citation.page} ${citation.start}`
      const score = terms.coverage(citation.quote) + coverage / 2 + 1 / (order + 4)
      const known = candidates.get(key)
      if (!known || known.score < score) candidates.set(key, { citation, score, order })
    }
  }
  const best = [...candidates.values()].sort(
    (left, right) => right.score - left.score || left.order - right.order,
  )
  const [first] = best
  if (!first) return []
  return best
    .slice(0, mostSentences)
    .filter(({ score }) => score >= first.score * nearBest)
    .map(({ citation }) => citation)
}

/** The whole sentences of a passage, each with its place in the page. */
function sentencesIn(hit: SearchHit): Citation[] {
  const { document, title, page, start, text } = hit
  return sentencesOf(text, 0, text.length).map((sentence) => ({
    document,
    title,
    page,
    start: start + sentence.start,
    end: start + sentence.end,
    quote: text.slice(sentence.start, sentence.end),
  }))
}
