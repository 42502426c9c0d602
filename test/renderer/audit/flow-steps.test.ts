import { describe, expect, test } from 'vitest'
import { AnswerId, DocumentId, newId } from '../../../core/ids.ts'
import type { OpenedEntry } from '../../../renderer/audit/log.ts'
import { flowSteps } from '../../../renderer/audit/trace/flow-steps.ts'
import type { AnswerTrace } from '../../../renderer/audit/trace/use-trace.ts'

const document = newId(DocumentId)
const now = { title: 'Lease', page: 1, start: 0, end: 100, heading: null, text: 'The rent …', same: true }
const rank = (keyword: number | null, vector: number | null) => ({ score: 0.1, keyword, vector, signs: [] })
const how = {
  mode: 'documents',
  searched: 'What is the rent?',
  groups: [],
  ranks: [rank(1, 2), rank(2, null), rank(null, 1)],
  turns: [],
  settings: { adapter: { name: 'house style', sha256: 'ab'.repeat(32) } },
}

/** An entry with the values that its reader may see; the others are sealed. */
function opened(
  values: Record<string, unknown>,
  outcome: OpenedEntry['entry']['outcome'] = 'done',
): OpenedEntry {
  return {
    entry: { outcome },
    openings: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }])),
  } as unknown as OpenedEntry
}

const written: AnswerTrace = {
  answer: newId(AnswerId),
  began: opened({
    question: 'What is the rent?',
    how,
    model: `tiny sha256:${'cd'.repeat(32)}`,
    reranker: { name: 'order', sha256: 'ef'.repeat(32), outcome: 'used' },
  }),
  searched: null,
  ended: opened({
    text: 'The rent is 900 pounds. It is due monthly.',
    citations: [{ document, page: 1, start: 10, end: 20 }],
    made: { sentences: [{ support: 'supported' }, { support: 'uncited' }] },
  }),
  passages: [0, 1, 2].map((ordinal) => ({
    document,
    ordinal,
    sha256: '',
    now: ordinal === 0 ? now : { ...now, page: 2 },
  })),
}

const said = (trace: AnswerTrace) =>
  Object.fromEntries(
    flowSteps(trace).map(({ id, count, lines }) => [
      id,
      lines && [count, ...lines].filter((one) => one !== null),
    ]),
  )

describe('the flow from a question to its answer', () => {
  test('has the count of each step, the model with its adapter, and what the check came to', () => {
    expect(said(written)).toEqual({
      question: ['on its own'],
      search: ['2 by words', '2 by meaning', 'put in order by order'],
      passages: [3, 'given', '1 cited'],
      model: ['tiny', 'with house style'],
      answer: [9, 'words'],
      check: [2, 'checked', '1 in their sources', '1 not clearly'],
    })
  })

  test('says what was otherwise: another wording, another search, a stop, quotations, a chat', () => {
    const follows = opened({ question: 'And the deposit?', how: { ...how, turns: ['a'], settings: null } })
    const quoted = said({
      ...written,
      began: follows,
      searched: follows,
      ended: opened({ text: 'The rent', citations: [], made: null }, 'stopped'),
    })
    expect(quoted['question']).toEqual(['with 1 earlier answer', 'searched for in other words'])
    expect(quoted['search']).toEqual([
      '2 by words',
      '2 by meaning',
      'in fused order',
      'searched once more by the model',
    ])
    expect(quoted['model']).toEqual(['none: quoted from the documents'])
    expect(quoted['answer']).toEqual([2, 'words', 'stopped'])
    expect(quoted['check']).toEqual([0, 'quoted word for word'])
    const chat = said({ ...written, began: opened({ question: 'Hello', how: { ...how, mode: 'chat' } }) })
    expect(chat['search']).toEqual(['none: a chat'])
    expect(chat['check']).toEqual(['nothing to check them against'])
  })

  test('A4: is sealed where its reader may not see it', () => {
    const sealed = said({ ...written, began: opened({}), ended: opened({}), passages: null })
    expect(Object.values(sealed).every((lines) => lines === null)).toBe(true)
    expect(said({ ...written, ended: null })['answer']).toEqual(['being made'])
  })
})
