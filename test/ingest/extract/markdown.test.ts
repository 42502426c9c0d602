import { expect, test } from 'vitest'
import { extractMarkdown } from '../../../core/ingest/extract/markdown.ts'

function read(source: string) {
  const { title, pages } = extractMarkdown(new TextEncoder().encode(source))
  const page = pages[0]!
  const headings = page.headings.map(({ start, end, level }) => `${level} ${page.text.slice(start, end)}`)
  return { title, text: page.text, headings, page: page.page, pages: pages.length }
}

test('headings, paragraphs and links come without their marks', () => {
  const source =
    '# Fees *2024*\n\nSee [the **terms**](https://x.test/y) &amp; pay.\n\nDue\n---\n\nIn `30` days\\*.'
  expect(read(source)).toEqual({
    title: 'Fees 2024',
    text: 'Fees 2024\n\nSee the terms & pay.\n\nDue\n\nIn 30 days*.',
    headings: ['1 Fees 2024', '2 Due'],
    page: null,
    pages: 1,
  })
})

test('lists keep their marks and nesting, tasks their boxes, code its lines', () => {
  expect(read('1. one\n   - inner\n2. two\n\n- [x] done\n- [ ] open\n\n```sh\na  b\n\n  c\n```').text).toBe(
    '1. one\n  - inner\n2. two\n\n- [x] done\n- [ ] open\n\na  b\n\n  c',
  )
})

test('a table is rows', () => {
  expect(read('| Item | Price |\n| --- | ---: |\n| Tea | 3 |\n| | 4 |').text).toBe(
    'Item | Price\nTea | 3\n | 4',
  )
})

test('raw HTML shows what a reader would see', () => {
  expect(read('<div>Seen<script>unseen()</script><p hidden>secret</p></div>\n\na<br>b <b>c</b>').text).toBe(
    'Seen\n\na\nb c',
  )
})

test('the lines between dashes at the start give the title and stay in the text', () => {
  expect(read('---\ntitle: "Minutes"\ndate: 2024\n---\n# Other\n')).toMatchObject({
    title: 'Minutes',
    text: 'title: "Minutes"\ndate: 2024\n\nOther',
  })
})

test('a document that does not open with a heading has no title', () => {
  expect(read('Hello\n\n# Later').title).toBeNull()
})
