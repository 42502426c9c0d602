import { describe, expect, test } from 'vitest'
import { markWords } from '../../../renderer/search/mark-words.ts'

const marked = (text: string, query: string) =>
  markWords(text, query).flatMap((stretch) => (stretch.marked ? [stretch.text] : []))

test('the text itself is kept to the letter', () => {
  const text = '“Rent”:\n£11,400 — see clause 4.2 (the break clause).'
  expect(
    markWords(text, 'rent break 4.2')
      .map((stretch) => stretch.text)
      .join(''),
  ).toBe(text)
})

describe('English', () => {
  test('whole words only, in any case', () => {
    expect(marked('Rent is the current RENT', 'rent')).toEqual(['Rent', 'RENT'])
  })

  test('other forms of a word', () => {
    expect(marked('Leases, a lease, leasing, leased', 'lease')).toEqual([
      'Leases',
      'lease',
      'leasing',
      'leased',
    ])
    expect(marked('duties and a duty', 'duty')).toEqual(['duties', 'duty'])
    expect(marked('charges charged boxes', 'charge box')).toEqual(['charges', 'charged', 'boxes'])
  })

  test('not what only looks alike', () => {
    expect(marked('a ratio, gas, less, business', 'rate ga les busines')).toEqual([])
  })

  test('none of the words that stand everywhere', () => {
    expect(marked('What is the cap on it?', 'what is the cap')).toEqual(['cap'])
    expect(marked('to be or not to be', 'to be or not to be')).toEqual([])
  })
})

test('a number is one word with its points and commas', () => {
  expect(marked('£11,400 and 11 of 400', '11,400')).toEqual(['11,400'])
  expect(marked('11 of 400', '11,400')).toEqual([])
  expect(marked('It was 2. 3 came.', '2')).toEqual(['2'])
})

describe('Hindi', () => {
  test('whole words and their forms', () => {
    expect(marked('कपड़े का भाव, हर कपड़ा, कपड़ों पर', 'कपड़ा')).toEqual(['कपड़े', 'कपड़ा', 'कपड़ों'])
  })

  test('with or without nukta, chandrabindu or anusvara', () => {
    expect(marked('वहाँ मांग', 'वहां माँग')).toEqual(['वहाँ', 'मांग'])
    expect(marked('जमीन', 'ज़मीन')).toEqual(['जमीन'])
  })

  test('none of the words that stand everywhere', () => {
    expect(marked('मकान मालिक का नाम क्या है', 'मकान का नाम क्या है?')).toEqual(['मकान', 'नाम'])
  })
})
