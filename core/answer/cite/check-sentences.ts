import type { Citation, WrittenSentence } from '../../contract/workspace/threads.ts'
import type { SearchHit } from '../../contract/workspace/search.ts'
import type { Embedder } from '../../embed/embedder.ts'
import { tellingWords } from '../../search/query-text.ts'
import { sentencesOf } from '../../text/sentences.ts'
import type { Reader } from '../../workspace/reader.ts'
import { linksOf } from './find-links.ts'
import { type MarkedSentence, parseSentences } from './parse-sentences.ts'

/** What the share of words and the nearness of meaning count for, and what they must come to; see docs/decisions/answers.md. */
const weight = { words: 0.75, meaning: 0.25 }
const enough = 0.55

export interface Checked {
  sentences: WrittenSentence[]
  /** What the sentences name, each place once, in the order of the text. */
  citations: Citation[]
}

interface Quoted {
  text: string
  citation: Citation
}

/**
 * Holds each sentence of a written answer against the passages that it names: how many of its words stand there, how near
 * the nearest sentence is in meaning, and whether every number of it is there. What does not hold is marked, not hidden.
 *
 * @param hits the passages of the prompt, in the order of their numbers
 */
export async function checkSentences(
  { reader, embedder }: { reader: Reader; embedder: Embedder | null },
  text: string,
  hits: readonly SearchHit[],
): Promise<Checked> {
  const citations: Citation[] = []
  const sentences: WrittenSentence[] = []
  for (const marked of parseSentences(text)) {
    const cited = marked.marks.flatMap((number) => hits[number - 1] ?? [])
    const { support, quotes } = await held({ reader, embedder }, text.slice(marked.start, marked.end), cited)
    sentences.push({
      start: marked.start,
      end: marked.end,
      citations: quotes.map((citation) => placeIn(citations, citation)),
      support: supportOf(marked, cited, support),
      links: linksOf(
        text,
        marked,
        cited.map((hit) => hit.text),
      ),
    })
  }
  return { sentences, citations }
}

function supportOf(
  { marks }: MarkedSentence,
  cited: readonly SearchHit[],
  score: number,
): WrittenSentence['support'] {
  if (marks.length === 0) return 'uncited'
  // A number that no passage has is as good as none.
  return cited.length === marks.length && score >= enough ? 'supported' : 'unsupported'
}

/** How well the cited passages together carry a sentence, from 0 to 1, and the sentence of each that comes nearest. */
async function held(
  { reader, embedder }: { reader: Reader; embedder: Embedder | null },
  sentence: string,
  cited: readonly SearchHit[],
): Promise<{ support: number; quotes: Citation[] }> {
  if (cited.length === 0) return { support: 0, quotes: [] }
  const terms = reader.passages.terms(tellingWords(sentence).join(' '))
  const quoted = cited.map(sentencesIn)
  const texts = quoted.flatMap((sentences) => sentences.map((one) => one.text))
  const near = await nearness(embedder, sentence, texts)
  const found = new Set(cited.flatMap((hit) => reader.passages.terms(hit.text)))
  const words = terms.length === 0 ? 0 : terms.filter((term) => found.has(term)).length / terms.length
  // Without an embedder the words speak for the meaning.
  const meaning = near ? Math.max(0, ...near) : words
  const support = numbersHold(sentence, cited) ? weight.words * words + weight.meaning * meaning : 0
  let at = 0
  const quotes = quoted.flatMap((sentences) => {
    const scores = sentences.map(({ text }) => {
      const has = new Set(reader.passages.terms(text))
      const share = terms.length === 0 ? 0 : terms.filter((term) => has.has(term)).length / terms.length
      return weight.words * share + weight.meaning * (near?.[at++] ?? share)
    })
    return sentences[scores.indexOf(Math.max(...scores))]?.citation ?? []
  })
  return { support, quotes }
}

/** How near each text is to a sentence in meaning, from -1 to 1; null where there is no embedder. */
async function nearness(
  embedder: Embedder | null,
  sentence: string,
  texts: readonly string[],
): Promise<number[] | null> {
  if (embedder === null) return null
  const [own, ...others] = await embedder.embed([sentence, ...texts], 'passage')
  return others.map((vector) => (own ? cosine(own, vector) : 0))
}

/** A sum, a date or a clause that stands in none of the passages was made up, however well the words fit. */
function numbersHold(sentence: string, cited: readonly SearchHit[]): boolean {
  const there = new Set(cited.flatMap(({ text }) => numbersIn(text)))
  return numbersIn(sentence).every((number) => there.has(number))
}

function numbersIn(text: string): string[] {
  return [...text.normalize('NFKC').matchAll(/\p{N}[\p{N}.,\u00a0\u202f]*/gu)].map(([number]) =>
    number.replaceAll(/[.,\u00a0\u202f]+$/gu, '').replaceAll(/[,\u00a0\u202f]/gu, ''),
  )
}

function sentencesIn({ document, title, page, start, text }: SearchHit): Quoted[] {
  const spans = sentencesOf(text, 0, text.length)
  return spans.map((span) => {
    const quote = text.slice(span.start, span.end)
    return {
      text: quote,
      citation: { document, title, page, start: start + span.start, end: start + span.end, quote },
    }
  })
}

/** Index of the place among those that were cited so far, or of its own. */
function placeIn(citations: Citation[], citation: Citation): number {
  const known = citations.findIndex(
    (one) => one.document === citation.document && one.page === citation.page && one.start === citation.start,
  )
  return known >= 0 ? known : citations.push(citation) - 1
}

function cosine(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0)
  return sum
}
