import { describe, expect, test } from 'vitest'
import { extractHtml } from '../../../core/ingest/extract/html.ts'

function read(source: string | Uint8Array) {
  const { title, pages } = extractHtml(typeof source === 'string' ? new TextEncoder().encode(source) : source)
  const page = pages[0]!
  const headings = page.headings.map(({ start, end, level }) => `${level} ${page.text.slice(start, end)}`)
  return { title, text: page.text, headings, page: page.page }
}

test('blocks become paragraphs, headings keep their level, white space collapses', () => {
  const source =
    '<!doctype html><title> Our  fees </title><body>loose <b>text</b>\n<h2>A\n <i>heading</i></h2><div>one<p>two&nbsp;three</div>four<br>five<pre>a\n  b</pre>'
  expect(read(source)).toEqual({
    title: 'Our fees',
    text: 'loose text\n\nA heading\n\none\n\ntwo three\n\nfour\nfive\n\na\n  b',
    headings: ['2 A heading'],
    page: null,
  })
})

test('what a reader does not see is not there', () => {
  const source =
    '<style>a{}</style><script>b()</script><template>c</template><noscript>d</noscript><p hidden>e</p>' +
    '<p style="color:red; display : none">f</p><span style="visibility:hidden">g</span><svg><text>h</text></svg>' +
    '<!-- i --><select><option>j</select><iframe>k</iframe><p>seen</p>'
  expect(read(source).text).toBe('seen')
})

test('lists', () => {
  expect(read('<ul><li>a<li><p>b</p><ol><li>c<li>d</ol></ul><ol><li>e</ol>').text).toBe(
    '- a\n- b\n  1. c\n  2. d\n\n1. e',
  )
})

describe('tables', () => {
  test('are rows of cells; empty rows and columns go, empty cells stay', () => {
    const source =
      '<table><caption>Fees</caption><thead><tr><th>Item<th><th>Price</thead><tr><td>Tea<td><td>3<tr><td><td><td>4<tr><td><td><td></table>'
    expect(read(source).text).toBe('Fees\nItem | Price\nTea | 3\n | 4'.replace('\n | 4', '\n| 4'))
  })

  test('with merged cells leave out empty ones', () => {
    expect(read('<table><tr><td colspan=2>a<td>b<tr><td>c<td><td>d</table>').text).toBe('a | b\nc | d')
  })

  test('that only arrange the page are read as what they hold', () => {
    expect(read('<table><tr><td><h1>T</h1><p>a</p><td><table><tr><td>1<td>2</table></table>')).toMatchObject({
      text: 'T\n\na\n\n1 | 2',
      headings: ['1 T'],
    })
  })

  test('keep a cell on one line whatever it holds', () => {
    expect(read('<table><tr><td>a<br>b<td><ul><li>c<li>d</ul></table>').text).toBe('a b | - c - d')
  })
})

test('the encoding is the one that a meta element names', () => {
  const bytes = Buffer.concat([Buffer.from('<meta charset="iso-8859-5"><p>'), Buffer.from([0xc4, 0xe5])])
  expect(read(new Uint8Array(bytes)).text).toBe('Фх')
})

test('characters that show nothing go; accents are composed', () => {
  expect(read('<p>a\u00adb e\u0301 &#0;c\u0007</p>').text).toBe('ab é \ufffdc')
})
