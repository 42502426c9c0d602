import { describe, expect, it } from 'vitest'
import { codesOnly } from '../../../renderer/audit/entry/entry-names.ts'
import type { LogEntry } from '../../../renderer/audit/log.ts'
import { byDay, filteredLog, isFiltering, wholeLog } from '../../../renderer/audit/log-rows.ts'

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

  it('is filtered by family, by words and by who did it', () => {
    const seqs = (filter: Parameters<typeof filteredLog>[1]) =>
      filteredLog(log, filter, codesOnly).map(({ seq }) => seq)
    expect(seqs(wholeLog)).toEqual([4, 3, 2, 1, 0])
    expect(seqs({ family: 'answers', text: '' })).toEqual([4, 3])
    expect(seqs({ family: null, text: 'QUESTION' })).toEqual([4, 3])
    expect(seqs({ family: null, text: 'asked imr1' })).toEqual([3])
    expect(seqs({ family: null, text: 'bulkhead' })).toEqual([0])
    expect([wholeLog, { family: null, text: ' ' }, { family: null, text: 'a' }].map(isFiltering)).toEqual([
      false,
      false,
      true,
    ])
  })
})
