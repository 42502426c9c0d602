import type { Citation } from '../contract/workspace/threads.ts'
import type { SearchHit } from '../contract/workspace/search.ts'
import { QuestionTerms } from '../search/question-terms.ts'
import { sentencesOf } from '../text/sentences.ts'
import { indexedText } from '../workspace/documents/indexed-text.ts'
import type { Reader } from '../workspace/reader.ts'

/**
 * How much of a question a passage must speak of before anything of it is called an answer. Below it the honest answer
 * is "not found". Measured on questions of one sample client put to the other; see docs/decisions.
 */
const enoughCoverage = 0.55

/** The most sentences in an answer, and how near to the best one the others must come. */
const mostSentences = 3
const nearBest = 0.5

/** What counts for a sentence beside the words that it shares with the question itself. */
const share = { neighbour: 0.35, passage: 0.5, number: 0.2, fragment: -0.3 }
const fragmentWords = 4

/** Questions that a number or a date answers, in English and Hindi. */
const asksForNumber =
  /\bhow (much|many|often|long|old|large|big|far|deep|high|soon)\b|\bwhen\b|\bwhat (\w+ )?(rate|amount|price|cost|sum|date|year|day|time|number|percentage|margin|deposit|fee|rent|salary)\b|\bcost\b|कितन|कब|किस (दिन|तारीख|साल)/iu

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
  const wantsNumber = asksForNumber.test(question)
  const candidates = new Map<string, Candidate>()
  for (const { hit, order, coverage } of covering(terms, hits)) {
    const sentences = sentencesIn(hit).map((citation) => ({
      citation,
      coverage: terms.coverage(citation.quote),
    }))
    sentences.forEach(({ citation, coverage: own }, index) => {
      const neighbour = Math.max(sentences[index - 1]?.coverage ?? 0, sentences[index + 1]?.coverage ?? 0)
      const score =
        own +
        share.neighbour * neighbour +
        share.passage * coverage +
        1 / (order + 4) +
        (wantsNumber && /\p{N}/u.test(citation.quote) ? share.number : 0) +
        (citation.quote.split(/\s+/).length < fragmentWords ? share.fragment : 0)
      const key = `${citation.document} ${citation.page} ${citation.start}`
      const known = candidates.get(key)
      if (!known || known.score < score) candidates.set(key, { citation, score, order })
    })
  }
  const best = [...candidates.values()].sort(
    (left, right) => right.score - left.score || left.order - right.order,
  )
  const least = (best[0]?.score ?? 0) * nearBest
  return best
    .slice(0, mostSentences)
    .filter(({ score }) => score >= least)
    .map(({ citation }) => citation)
}

/**
 * The passages that speak of enough of the question. Half of what the document's other retrieved passages add is
 * counted too: a contract names its parties on the first page and its terms on the fifth.
 */
function covering(terms: QuestionTerms, hits: readonly SearchHit[]) {
  const found = hits.map((hit) => terms.found(indexedText(hit)))
  return hits
    .map((hit, order) => {
      const own = found[order] ?? new Set<string>()
      const together = new Set(
        hits.flatMap((other, at) => (other.document === hit.document ? [...(found[at] ?? [])] : [])),
      )
      return { hit, order, coverage: (terms.weight(own) + terms.weight(together)) / 2 }
    })
    .filter(({ coverage }) => coverage >= enoughCoverage)
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
