import { beforeEach, describe, expect, test } from 'vitest'
import { Caller } from '../../../core/contract/caller.ts'
import { workspaceContract, workspaceEvents } from '../../../core/contract/workspace.ts'
import type { Citation, Turn } from '../../../core/contract/workspace/threads.ts'
import { AnswerId, DocumentId, newId, ThreadId } from '../../../core/ids.ts'
import { Conversations } from '../../../renderer/ask/conversation/conversations.ts'

const thread = newId(ThreadId)
const answer = newId(AnswerId)
const citation: Citation = {
  document: newId(DocumentId),
  title: 'Lease',
  page: 2,
  start: 0,
  end: 9,
  quote: 'Eighteen.',
}

/** The other end of the wire: takes what the page sends, and says what a process would. */
class Process {
  readonly caller: Caller<typeof workspaceContract, typeof workspaceEvents>
  readonly sent: { kind: string; id: number; input?: unknown }[] = []
  #deliver: (message: unknown) => void = () => undefined
  #close: () => void = () => undefined

  constructor() {
    const port = {
      send: (message: unknown) => void this.sent.push(message as (typeof this.sent)[number]),
      onMessage: (listener: (message: unknown) => void) => void (this.#deliver = listener),
      onClose: (listener: () => void) => void (this.#close = listener),
      close: () => undefined,
    }
    this.caller = new Caller(port, workspaceContract, workspaceEvents)
  }

  began(): void {
    this.#deliver({ kind: 'event', id: 1, event: 'answer.began', payload: { thread, answer, askedMs: 5 } })
  }

  cites(): void {
    this.#deliver({ kind: 'event', id: 1, event: 'answer.citation', payload: { citation } })
  }

  replies(reply: unknown): void {
    this.#deliver({ kind: 'result', id: 1, value: { thread, answer, askedMs: 5, entry: 7, reply } })
  }

  fails(code: string): void {
    this.#deliver({ kind: 'failed', id: 1, code, message: 'The disk is full.' })
  }

  ends(): void {
    this.#close()
  }
}

describe('a conversation', () => {
  let process: Process
  let conversations: Conversations
  let told: { began: unknown[]; ended: Turn[] }
  const ask = async (key: ThreadId | 'new' = 'new') =>
    await conversations.ask(
      process.caller,
      key,
      'How many?',
      { mode: 'documents', instead: null },
      {
        began: (of, begun) => void told.began.push([of, begun.isNew]),
        ended: (_of, turn) => void told.ended.push(turn),
      },
    )

  beforeEach(() => {
    process = new Process()
    conversations = new Conversations()
    told = { began: [], ended: [] }
  })

  test('begins a thread, grows by what is cited, and ends with the turn that is kept', async () => {
    const asked = ask()
    expect(conversations.get('new').asked).toMatchObject({
      kind: 'asking',
      question: 'How many?',
      answer: null,
    })
    process.began()
    expect(told.began).toEqual([[thread, true]])
    expect(conversations.get('new')).toMatchObject({ asked: null, became: thread })
    expect(conversations.get(thread).asked).toMatchObject({
      kind: 'asking',
      answer,
      askedMs: 5,
      citations: [],
    })
    process.cites()
    process.cites()
    expect(conversations.get(thread).asked).toMatchObject({ citations: [citation, citation] })
    process.replies({ kind: 'answered', text: citation.quote, citations: [citation] })
    await asked
    expect(told.ended).toMatchObject([
      { answer, question: 'How many?', entry: 7, reply: { kind: 'answered' } },
    ])
    expect(conversations.get(thread).asked).toMatchObject({ kind: 'answered', turn: told.ended[0] })
  })

  test('one question at a time', async () => {
    const asked = ask(thread)
    await ask(thread)
    expect(process.sent.filter(({ kind }) => kind === 'call')).toHaveLength(1)
    process.began()
    process.replies({ kind: 'not-found', text: 'No.' })
    await asked
    expect(told.began).toEqual([[thread, false]])
  })

  test('S5: stopped on the way, it keeps what was shown, and cancels its own call', async () => {
    const asked = ask()
    process.began()
    process.cites()
    conversations.stop(thread)
    expect(conversations.get(thread).asked).toMatchObject({ kind: 'asking', stopping: true })
    expect(process.sent.at(-1)).toEqual({ kind: 'cancel', id: 1 })
    process.replies({ kind: 'stopped', text: citation.quote, citations: [citation] })
    await asked
    expect(conversations.get(thread).asked).toMatchObject({ turn: { reply: { kind: 'stopped' } } })
  })

  test('S5: stopped before it began, the question goes back to be written', async () => {
    const asked = ask()
    conversations.stop('new')
    process.fails('cancelled')
    await asked
    expect(conversations.get('new')).toMatchObject({ asked: null, draft: 'How many?' })
  })

  test('a failure says why, and begins anew with the question in hand', async () => {
    const asked = ask()
    process.fails('disk-full')
    await asked
    expect(conversations.get('new').asked).toMatchObject({ kind: 'failed', reason: 'The disk is full.' })
    conversations.begin()
    expect(conversations.get('new')).toMatchObject({ asked: null, draft: 'How many?' })
  })

  test('a process that ends takes its answer with it', async () => {
    const asked = ask(thread)
    process.began()
    process.ends()
    await asked
    expect(conversations.get(thread).asked).toMatchObject({ kind: 'failed' })
    expect(told.ended).toEqual([])
  })

  test('each has a draft of its own, and tells of changes', () => {
    let changes = 0
    const stop = conversations.subscribe(() => void changes++)
    conversations.write('new', 'one')
    conversations.write(thread, 'two')
    expect([conversations.get('new').draft, conversations.get(thread).draft]).toEqual(['one', 'two'])
    stop()
    conversations.write('new', '')
    expect(changes).toBe(2)
  })
})
