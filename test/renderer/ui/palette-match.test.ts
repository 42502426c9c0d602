import { describe, expect, test } from 'vitest'
import { paletteMatch } from '../../../renderer/ui/overlays/palette-match.ts'

const matched = (query: string, text: string) =>
  paletteMatch(query, text)?.ranges.map(([start, end]) => text.slice(start, end))

describe('paletteMatch', () => {
  test('prefers the beginning, then the beginning of a word, then a run, then scattered letters', () => {
    const ranks = ['Board minutes', 'Old Board', 'Cupboard', 'Big oar'].map(
      (text) => paletteMatch('bo', text)?.rank ?? NaN,
    )
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect(new Set(ranks).size).toBe(4)
  })

  test('says which letters', () => {
    expect(matched('br', 'Harbour')).toEqual(['b', 'r'])
    expect(matched('gst', 'GST notice')).toEqual(['GST'])
    expect(matched('', 'GST notice')).toEqual([])
    expect(matched('x', 'GST notice')).toBeUndefined()
  })

  test('does not part a vowel sign from its consonant', () => {
    expect(matched('का', 'कारण')).toEqual(['का'])
    expect(matched('क', 'कारण')).toBeUndefined()
  })

  test('takes no notice of case and form', () => {
    expect(matched('ü', 'Ünlü')).toEqual(['Ü'])
    expect(matched('u\u0308', 'Ünlü')).toEqual(['Ü'])
  })
})
