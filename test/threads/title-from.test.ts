import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { titleFrom } from '../../core/workspace/threads/title-from.ts'

const characters = (text: string) => [...new Intl.Segmenter('en').segment(text)].map((one) => one.segment)

describe('the title of a thread', () => {
  test.each([
    ['a short question as it is', '  When is the\n rent due? ', 'When is the rent due?'],
    ['sixty characters as they are', 'x'.repeat(60), 'x'.repeat(60)],
    [
      'a long one, cut between two words',
      'What do we have to pay the landlord if we use the break clause of the lease in May?',
      'What do we have to pay the landlord if we use the break…',
    ],
    ['a word that is too long itself, cut inside', 'y'.repeat(90), `${'y'.repeat(59)}…`],
    [
      'Hindi, between words',
      'पट्टे के अनुसार मकान मालिक को किराया किस तारीख तक देना होता है और देर होने पर क्या जुर्माना लगता है?',
      'पट्टे के अनुसार मकान मालिक को किराया किस तारीख तक देना होता है और देर होने पर क्या जुर्माना…',
    ],
    ['what has no spaces, between words', '租金'.repeat(40), expect.stringMatching(/^(租金)+租?…$/)],
  ])('%s', (_what, question, title) => {
    expect(titleFrom(question)).toEqual(title)
  })

  test('no character that a person sees as one comes apart', () => {
    const family = '👩‍👩‍👧‍👦'
    const title = titleFrom(family.repeat(70))
    expect(characters(title)).toEqual([...Array.from({ length: 59 }, () => family), '…'])
  })

  test('one line of at most sixty characters that begins as the question does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (question) => {
        const title = titleFrom(question)
        const line = question.trim().replace(/\s+/gu, ' ')
        expect(characters(title).length).toBeLessThanOrEqual(60)
        expect(line.startsWith(title.replace(/…$/u, '')) || line === title).toBe(true)
        expect(title).not.toMatch(/[\r\n]/u)
      }),
    )
  })
})
