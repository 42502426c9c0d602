import { expect, test } from 'vitest'
import { markWords } from '../../../renderer/search/mark-words.ts'
import { snippet } from '../../../renderer/search/snippet.ts'

const filler = (words: number) => Array.from({ length: words }, (_, index) => `filler${index}`).join(' ')
const textOf = (query: string, text: string) =>
  snippet(markWords(text, query))
    .map((stretch) => stretch.text)
    .join('')

test('a short passage is shown whole', () => {
  const text = `${filler(20)} rent`
  expect(textOf('rent', text)).toBe(text)
})

test('a long one is cut between words around what is marked', () => {
  const text = `${filler(80)} the break clause costs £11,400 in all ${filler(80)}`
  const cut = textOf('break clause £11,400', text)
  expect(cut).toMatch(/^… filler\d+ .*the break clause costs £11,400 in all .* filler\d+ …$/u)
  expect(cut.length).toBeLessThan(400)
})

test('where most of the words stand together', () => {
  const text = `rent ${filler(80)} rent and break clause ${filler(80)}`
  expect(textOf('rent break clause', text)).toContain('rent and break clause')
})

test('the beginning, where nothing is marked', () => {
  expect(textOf('absent', filler(200))).toMatch(/^filler0 filler1 .* …$/u)
})

test('a text without spaces is cut all the same', () => {
  expect(textOf('x', 'あ'.repeat(1000)).length).toBeLessThan(400)
})
