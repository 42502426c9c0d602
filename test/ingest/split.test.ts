import * as fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { extractMarkdown } from '../../core/ingest/extract/markdown.ts'
import type { ExtractedPage } from '../../core/ingest/extracted.ts'
import { split, type Passage } from '../../core/ingest/split.ts'
import { countWords } from '../../core/text/words.ts'

const data = new URL('../../../shared/data/', import.meta.url)
const page = (text: string, number: number | null = null): ExtractedPage => ({
  page: number,
  text,
  headings: [],
})
const prose = (sentences: number, words = 12) =>
  Array.from({ length: sentences }, (_, index) => `S${index} ${'word '.repeat(words - 2)}end.`)

/** What holds for every text whatsoever. */
function expectSound(pages: readonly ExtractedPage[]): Passage[] {
  const passages = split(pages)
  let at = 0
  for (const each of pages) {
    const own = passages
      .slice(at)
      .filter((_, index, rest) => rest.slice(0, index + 1).every((p) => p.page === each.page))
    const mine = pages.length === 1 ? passages : own
    at += mine.length
    let covered = 0
    for (const passage of mine) {
      expect(passage.text).toBe(each.text.slice(passage.start, passage.end))
      expect(passage.text).toBe(passage.text.trim())
      expect(passage.text).not.toBe('')
      expect(countWords(passage.text, 0, passage.text.length)).toBeLessThanOrEqual(300)
      expect(passage.text.length).toBeLessThan(25_000)
      expect(each.text.slice(covered, passage.start).trim(), 'between passages').toBe('')
      expect(passage.end).toBeGreaterThan(covered)
      covered = passage.end
    }
    expect(each.text.slice(covered).trim(), 'after the last passage').toBe('')
    const starts = mine.map(({ start }) => start)
    expect(starts).toEqual(starts.toSorted((one, other) => one - other))
    expect(new Set(starts).size).toBe(starts.length)
  }
  expect(at).toBe(passages.length)
  return passages
}

describe('R5: passages are exact, in order, bounded, and together hold the whole text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      ' ',
      '\n',
      '\n\n',
      '. ',
      '। ',
      '。',
      '\u00a0',
      '\ufeff',
      'e\u0301',
      '👩‍👩‍👧',
      ' '.repeat(7000),
    ),
    fc.integer({ min: 1, max: 900 }).map((count) => 'word '.repeat(count)),
    fc.integer({ min: 1, max: 9000 }).map((count) => 'x'.repeat(count)),
    fc.integer({ min: 1, max: 2000 }).map((count) => '契約は'.repeat(count)),
  )
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

  test('of any text', () => {
    fc.assert(
      fc.property(text, (content) => void expectSound([page(content)])),
      { numRuns: 200 },
    )
  })

  test('of a sentence without a word between two others', () => {
    const passages = expectSound([page(`契約は\n\n\u0000\n${'word '.repeat(261)}`)])
    expect(passages).toHaveLength(3)
  })

  test('of any pages with any headings', () => {
    const headed = fc
      .tuple(text, fc.array(fc.tuple(fc.nat(), fc.nat(60), fc.integer({ min: 1, max: 6 }))))
      .map(([content, found]) => {
        const headings: ExtractedPage['headings'] = []
        for (const [where, length, level] of found) {
          const from = (headings.at(-1)?.end ?? 0) + (where % 300)
          const end = Math.min(content.length, from + length)
          if (from < end) headings.push({ start: from, end, level })
        }
        return { text: content, headings }
      })
    fc.assert(
      fc.property(fc.array(headed, { maxLength: 4 }), (pages) => {
        expectSound(pages.map((each, index) => ({ ...each, page: index + 1 })))
      }),
      { numRuns: 100 },
    )
  })

  test.skipIf(!existsSync(data))('of the naughty strings, one by one and together', () => {
    const strings = JSON.parse(
      readFileSync(new URL('hostile/naughty-strings/blns.json', data), 'utf8'),
    ) as string[]
    expect(strings.length).toBeGreaterThan(400)
    for (const each of strings) expectSound([page(each)])
    expectSound([page(strings.join('\n'))])
    expectSound(strings.map((each, index) => page(each, index + 1)))
  })

  test.skipIf(!existsSync(data))('of Hindi, whose sentences end with a danda', () => {
    const bytes = new Uint8Array(readFileSync(new URL('documents/hindi_10_Huguenot.md', data)))
    const pages = extractMarkdown(bytes).pages
    const passages = expectSound(pages)
    expect(passages.length).toBeGreaterThan(3)
    for (const { end } of passages) expect(pages[0]!.text.slice(end - 3, end + 2)).toMatch(/[।.?!\]]|\n\n/u)
  })
})

describe('size', () => {
  test('prose gives passages of about 200 words that overlap by about 40, of whole sentences', () => {
    const passages = expectSound([page(prose(200).join(' '))])
    for (const [index, { text, start }] of passages.entries()) {
      const words = countWords(text, 0, text.length)
      const before = passages[index - 1]
      if (before)
        expect(countWords(before.text, start - before.start, before.text.length)).toSatisfy(about(40, 15))
      if (index < passages.length - 1) expect(words).toSatisfy(about(200, 30))
      expect(text).toMatch(/^S\d+ .*end\.$/u)
    }
  })

  test('a paragraph that ends near the target ends the passage', () => {
    const text = [prose(14).join(' '), prose(20).join(' ')].join('\n\n')
    expect(split([page(text)])[0]!.text).toBe(prose(14).join(' '))
  })

  test('a sentence without end is cut between words', () => {
    const passages = expectSound([page('word '.repeat(2000))])
    expect(passages.length).toBeGreaterThan(8)
    for (const { text } of passages) expect(text).toMatch(/^word(?: word)*$/u)
  })

  test('text without spaces is cut too, but never inside a character', () => {
    for (const unit of ['x', '契約', '😀', 'e\u0301']) {
      for (const { text } of expectSound([page(unit.repeat(20_000))]))
        expect(text.replaceAll(unit, '')).toBe('')
    }
  })

  test('a document of 20 MB without paragraphs or stops is split like any other', () => {
    const passages = split([
      { page: null, text: `A\n\n${'a '.repeat(10_000_000)}`, headings: [{ start: 0, end: 1, level: 1 }] },
    ])
    expect(passages.length).toBeGreaterThan(30_000)
    expect(split([page('Word by word. '.repeat(500_000))]).length).toBeGreaterThan(5000)
  })

  test('a short document is one passage', () => {
    expect(split([page('Hello.', 3)])).toEqual([{ page: 3, start: 0, end: 6, text: 'Hello.', heading: null }])
    expect(split([page(' \n\n ')])).toEqual([])
  })

  function about(target: number, give: number): (words: number) => boolean {
    return (words) => Math.abs(words - target) <= give
  }
})

describe('headings', () => {
  const read = (source: string) => split(extractMarkdown(new TextEncoder().encode(source)).pages)
  const long = prose(6).join(' ')

  test('start a passage, which is found under all headings in force', () => {
    const passages = read(
      `# Lease\n\n${long}\n\n## Rent\n\n${long}\n\n### Index\n\n${long}\n\n## Term\n\n${long}`,
    )
    expect(passages.map(({ heading }) => heading)).toEqual([
      'Lease',
      'Lease › Rent',
      'Lease › Rent › Index',
      'Lease › Term',
    ])
    expect(passages.map(({ text }) => text.split('\n')[0])).toEqual(['Lease', 'Rent', 'Index', 'Term'])
  })

  test('with next to nothing under them go together with what follows', () => {
    const passages = read(`# A\n\n## B\n\nShort.\n\n## C\n\n${long}\n\n## D\n\nEnd.`)
    expect(passages).toHaveLength(1)
    expect(passages[0]!.heading).toBe('A › B')
  })

  test('hold on the next pages until another comes', () => {
    const [first, second] = split([
      { page: 1, text: `Rent\n\n${long}`, headings: [{ start: 0, end: 4, level: 2 }] },
      page(long, 2),
    ])
    expect([first!.heading, second!.heading]).toEqual(['Rent', 'Rent'])
    expect([first!.page, second!.page]).toEqual([1, 2])
  })

  test('too long to show lose the outer ones first', () => {
    const passages = read(`# ${'a'.repeat(90)}\n\n## ${'b'.repeat(90)}\n\n### ${'c'.repeat(130)}\n\n${long}`)
    expect(passages[0]!.heading).toBe(`${'c'.repeat(119)}…`)
  })
})
