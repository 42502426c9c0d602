import type { ExtractedPage } from './extracted.ts'
import type { HeadingInForce } from './heading-path.ts'
import { sectionsOf, type Section, type Sentence } from './sections.ts'
import { countWords } from '../text/words.ts'

/**
 * A piece of one page, the unit that is searched and cited. `text` is exactly `page.text.slice(start, end)`, offsets
 * in UTF-16 code units (R5). `heading` holds the headings in force, outermost first, joined by ` › `.
 */
export interface Passage {
  page: number | null
  start: number
  end: number
  text: string
  heading: string | null
}

/** In words, as `countWords` measures. No passage is longer than `hardest`. */
const target = 200
const longest = 260
const hardest = 300
const overlap = { enough: 30, most: 60 }
const tinySection = 40

/**
 * Splits a document into passages of about 200 words made of whole sentences, each repeating about 40 words of the
 * one before it in the same section. A heading starts a new passage, unless what stands before it is too short to be
 * one. Together the passages hold every character of the document that is not white space; none crosses a page.
 */
export function split(pages: readonly ExtractedPage[]): Passage[] {
  const inForce: HeadingInForce[] = []
  return pages.flatMap((page) =>
    joinTiny(sectionsOf(page, inForce)).flatMap((section) => passagesOf(page, section.sentences)),
  )
}

/** A section too short for a passage goes with the one after it, and the last one with the one before. */
function joinTiny(sections: readonly Section[]): Section[] {
  const joined: Section[] = []
  for (const [index, section] of sections.entries()) {
    const last = joined.at(-1)
    const isTinyEnd = index === sections.length - 1 && section.words < tinySection
    if (last && (last.words < tinySection || isTinyEnd)) {
      for (const sentence of section.sentences) last.sentences.push(sentence)
      last.words += section.words
    } else {
      joined.push({ sentences: [...section.sentences], words: section.words })
    }
  }
  return joined
}

function passagesOf(page: ExtractedPage, sentences: readonly Sentence[]): Passage[] {
  const passages: Passage[] = []
  let done = 0
  let before = 0
  while (done < sentences.length) {
    const from = overlapStart(page.text, sentences, done, before)
    const to = chooseEnd(page.text, sentences, from, done)
    const span = sentences.slice(from, to)
    const start = span[0]?.start ?? 0
    const end = span.at(-1)?.end ?? 0
    const body = span.find((sentence) => !sentence.isHeading) ?? span.at(-1)
    passages.push({
      page: page.page,
      start,
      end,
      text: page.text.slice(start, end),
      heading: body?.heading ?? null,
    })
    done = to
    before = from
  }
  return passages
}

/**
 * How far back the passage that goes on at `done` reaches: whole sentences, none where they are long, and never all of
 * the passage that began at `before`, of which two would then begin at one place.
 */
function overlapStart(text: string, sentences: readonly Sentence[], done: number, before: number): number {
  const next = sentences[done]
  if (done === 0 || !next) return done
  let from = done
  while (from > before + 1) {
    const start = sentences[from - 1]?.start ?? 0
    if (countWords(text, start, next.start) > overlap.most) break
    if (countWords(text, start, next.end) > hardest) break
    from--
    if (countWords(text, start, next.start) >= overlap.enough) break
  }
  return from
}

/**
 * Where to end: as near the target as sentences allow, rather at the end of a paragraph than inside one. Words are
 * counted over the whole, with the space between: sentences without space between them count for less one by one.
 */
function chooseEnd(text: string, sentences: readonly Sentence[], from: number, done: number): number {
  const start = sentences[from]?.start ?? 0
  let best = done + 1
  let bestCost = Infinity
  for (let index = done; index < sentences.length; index++) {
    const words = countWords(text, start, sentences[index]?.end ?? start)
    if (words > longest && index > done) break
    const cost = Math.abs(target - words) + (sentences[index]?.endsParagraph ? 0 : 50)
    if (index === sentences.length - 1 || cost < bestCost) {
      best = index + 1
      bestCost = cost
    }
  }
  return best
}
