import { describe, expect, it } from 'vitest'
import { codesOnly } from '../../../renderer/audit/entry/entry-names.ts'
import type { LogEntry } from '../../../renderer/audit/log.ts'
import { askedOf, byDay, isFiltering, wholeLog, withWords } from '../../../renderer/audit/log-rows.ts'

const hourMs = 3_600_000
const noon = new Date(2025, 6, 29, 12).getTime()

function entry(seq: number, type: string, atMs: number, actor: string | null = 'ana0'): LogEntry {
  return { seq, at: atMs, type, actor, role: 'owner', outcome: 'done', about: {}, sealed: {} }
}

const log = [
  entry(4, 'answer.ended', noon),
  entry(3, 'answer.began', noon - hourMs, 'imr1'),
  entry(2, 'document.added', noon - 24 * hourMs),
  entry(1, 'workspace.opened', noon - 24 * hourMs),
  entry(0, 'log.lost', 0, null),
]

describe('the list of the log', () => {
  it('has a head for each day', () => {
    expect(byDay(log, noon).map(({ label, items }) => [label, items.map(({ seq }) => seq)])).toEqual([
      ['Today, July 29, 2025', [4, 3]],
      ['Yesterday, July 28, 2025', [2, 1]],
      [expect.stringContaining('19'), [0]],
    ])
  })

  it('has a head for each day, also where a clock was wrong and a day comes twice', () => {
    const days = byDay([entry(2, 'search', noon), entry(1, 'log.lost', 0), entry(0, 'search', noon)], noon)
    expect(days.map(({ items }) => items.length)).toEqual([1, 1, 1])
    expect(new Set(days.map(({ id }) => id)).size).toBe(3)
  })

  it('is filtered by words and by who did it', () => {
    const seqs = (text: string) => withWords(log, text, codesOnly).map(({ seq }) => seq)
    expect(seqs(' ')).toEqual([4, 3, 2, 1, 0])
    expect(seqs('QUESTION')).toEqual([4, 3])
    expect(seqs('asked imr1')).toEqual([3])
    expect(seqs('bulkhead')).toEqual([0])
  })

  it('asks the log for whole days of this calendar, and for every type of a family', () => {
    const asked = askedOf({ ...wholeLog, family: 'people', from: '2025-07-28', to: '2025-07-29' })
    expect(asked).toMatchObject({
      person: null,
      document: null,
      fromMs: new Date(2025, 6, 28).getTime(),
      beforeMs: new Date(2025, 6, 30).getTime(),
    })
    expect(asked.types).toEqual(expect.arrayContaining(['member.added', 'group.added']))
    expect(asked.types).not.toContain('answer.ended')
    expect(askedOf(wholeLog)).toEqual({
      person: null,
      document: null,
      types: null,
      fromMs: null,
      beforeMs: null,
    })
  })

  it('knows whether it is filtered', () => {
    const some = [{}, { text: ' ' }, { text: 'a' }, { family: 'people' as const }, { to: '2025-07-29' }]
    expect(some.map((part) => isFiltering({ ...wholeLog, ...part }))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
  })
})
