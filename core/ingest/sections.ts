import type { ExtractedPage } from './extracted.ts'
import { headingPath, type HeadingInForce } from './heading-path.ts'
import { sentencesOf, type Span } from '../text/sentences.ts'

export interface Sentence extends Span {
  isHeading: boolean
  endsParagraph: boolean
  /** The headings in force here. */
  heading: string | null
}

/** What stands between two headings, with the heading that opens it. */
export interface Section {
  sentences: Sentence[]
  words: number
}

/** The page's sections in order. `inForce` holds the headings from earlier pages, and is brought up to date. */
export function sectionsOf(page: ExtractedPage, inForce: HeadingInForce[]): Section[] {
  const sections: Section[] = []
  let at = 0
  for (const heading of page.headings) {
    const before = bodyOf(page.text, at, heading.start, headingPath(inForce))
    addTo(sections, before, at === 0)
    while ((inForce.at(-1)?.level ?? 0) >= heading.level) inForce.pop()
    inForce.push({ level: heading.level, text: page.text.slice(heading.start, heading.end) })
    const path = headingPath(inForce)
    const own = sentencesOf(page.text, heading.start, heading.end).map((span, index, all) => ({
      ...span,
      isHeading: true,
      endsParagraph: index === all.length - 1,
      heading: path,
    }))
    addTo(sections, own, true)
    at = heading.end
  }
  addTo(sections, bodyOf(page.text, at, page.text.length, headingPath(inForce)), at === 0)
  return sections
}

function bodyOf(text: string, start: number, end: number, heading: string | null): Sentence[] {
  const sentences: Sentence[] = []
  let at = start
  while (at < end) {
    const gap = text.indexOf('\n\n', at)
    const stop = gap < 0 || gap > end ? end : gap
    const spans = sentencesOf(text, at, stop)
    for (const [index, span] of spans.entries()) {
      sentences.push({ ...span, isHeading: false, endsParagraph: index === spans.length - 1, heading })
    }
    at = stop + 2
  }
  return sentences
}

function addTo(sections: Section[], sentences: Sentence[], opens: boolean): void {
  if (sentences.length === 0) return
  const last = sections.at(-1)
  const section = opens || !last ? { sentences: [], words: 0 } : last
  if (section !== last) sections.push(section)
  for (const sentence of sentences) {
    section.sentences.push(sentence)
    section.words += sentence.words
  }
}
