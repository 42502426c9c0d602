import { describe, expect, test } from 'vitest'
import { queryWords, tellingWords } from '../../core/search/query-text.ts'

describe('the words of a question', () => {
  test('stop words are left out, each word stands once, in lower case', () => {
    expect(queryWords('What is the RENT of the rent, and what of it?')).toEqual(['rent'])
    expect(queryWords('Who signed the lease on 17 April?')).toEqual(['signed', 'lease', '17', 'april'])
  })

  test('a question of nothing but stop words is taken as it is', () => {
    expect(queryWords('to be or to be')).toEqual(['to', 'be', 'or'])
  })

  test('Hindi words stay whole; their stop words stay for search and go for what an answer must speak of', () => {
    const question = 'मासिक किराया कितना है?'
    expect(queryWords(question)).toEqual(['मासिक', 'किराया', 'कितना', 'है'])
    expect(tellingWords(question)).toContain('किराया')
    expect(tellingWords(question)).not.toContain('है')
  })

  test('two spellings of the same letters are one word', () => {
    expect(queryWords('cafe\u0301 caf\u00e9')).toEqual(['café'])
  })

  test.each(['', '   ', '?!', '“”', '\u0000', '\ud800'])('%j has no words', (none) =>
    expect(queryWords(none)).toEqual([]),
  )
})
