import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findQuote } from '../../../renderer/sources/pdf/find-quote.ts'

/** Finds a quote that the text of the page holds, and gives what is marked in each piece. */
function marked(pieces: readonly string[], text: string, quote: string, start = text.indexOf(quote)) {
  return findQuote(pieces, quote, { text, start })?.map(({ piece, start: from, end }) =>
    pieces[piece]?.slice(from, end),
  )
}

describe('R5: a quote is marked on the page as it is drawn', () => {
  test('inside one piece', () => {
    const text = 'The rent is due. It is £11,400 a quarter.'
    expect(marked([text], text, 'It is £11,400 a quarter.')).toEqual(['It is £11,400 a quarter.'])
  })

  test('over pieces, with white space drawn and not drawn', () => {
    const pieces = ['The rent is', ' ', 'due. It', 'is £11,400', '', 'a quarter.']
    const text = 'The rent is due. It is £11,400 a quarter.'
    expect(marked(pieces, text, 'It is £11,400 a quarter.')).toEqual(['It', 'is £11,400', 'a quarter.'])
  })

  test('a word that a line end divides', () => {
    const pieces = ['a non-', 'exclusive and unre-', 'stricted right']
    const text = 'a non-exclusive and unrestricted right'
    expect(marked(pieces, text, 'non-exclusive and unrestricted')).toEqual([
      'non-',
      'exclusive and unre-',
      'stricted',
    ])
  })

  test('ligatures, accents put together in another way, dots that lead to a page', () => {
    const pieces = ['The o\ufb03ce of Rene\u0301 ', '........', '. 12']
    const text = 'The office of Ren\u00e9 … 12'
    expect(marked(pieces, text, 'office of Ren\u00e9 … 12')).toEqual([
      'o\ufb03ce of Rene\u0301 ',
      '........',
      '. 12',
    ])
  })

  test('Hindi, with a letter that has two spellings', () => {
    const pieces = ['कपड़े का भाव ', '₹385 प्रति मीटर']
    const text = 'कपड\u093cे का भाव ₹385 प्रति मीटर'
    expect(marked(pieces, text, 'भाव ₹385 प्रति मीटर')).toEqual(['भाव ', '₹385 प्रति मीटर'])
  })

  test('the one that is meant, of several', () => {
    const pieces = ['Total 40.', 'Less 2.', 'Total 40.']
    const text = 'Total 40. Less 2. Total 40.'
    expect(findQuote(pieces, 'Total 40.', { text, start: 0 })?.[0]?.piece).toBe(0)
    expect(findQuote(pieces, 'Total 40.', { text, start: text.lastIndexOf('Total') })?.[0]?.piece).toBe(2)
  })
})

describe('R5: nothing is marked when it is unsure', () => {
  test('a quote that the page does not draw', () => {
    expect(marked(['The rent is due.'], 'The rent is due. And the fee.', 'And the fee.')).toBeUndefined()
  })

  test('a quote that the page draws more often than its text has it', () => {
    expect(marked(['Total 40.', 'Total 40.'], 'Total 40.', 'Total 40.')).toBeUndefined()
  })

  test('a number that is written in another way', () => {
    expect(marked(['1,140 kg'], '1.140 kg', '1.140 kg')).toBeUndefined()
    expect(marked(['10-12 days'], '1012 days', '1012 days')).toBeUndefined()
  })

  test('a quote of nothing that is drawn', () => {
    expect(marked(['a b'], 'a b', ' ')).toBeUndefined()
  })
})

test('what is found is what was quoted, wherever the page is cut into pieces', () => {
  const word = fc.stringMatching(/^[a-zé½ﬁक-ह0-9]{1,6}$/u)
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 2, maxLength: 12 }),
      fc.array(fc.nat(5), { minLength: 1 }),
      (words, cuts) => {
        const text = words.join(' ').normalize('NFC')
        const pieces: string[] = []
        for (let at = 0, cut = 0; at < text.length; cut++) {
          const length = 1 + cuts[cut % cuts.length]!
          pieces.push(text.slice(at, at + length))
          at += length
        }
        const half = text.indexOf(words[Math.floor(words.length / 2)]!.normalize('NFC'))
        const quote = text.slice(half)
        const found = findQuote(pieces, quote, { text, start: half })
        if (found === null) return
        const drawn = found.map(({ piece, start, end }) => pieces[piece]!.slice(start, end)).join('')
        expect(drawn.replace(/\s/gu, '')).toBe(quote.replace(/\s/gu, ''))
      },
    ),
  )
})
