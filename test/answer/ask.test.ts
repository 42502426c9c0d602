import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '../../core/answer/ask.ts'
import type { Question } from '../../core/answer/question.ts'
import type { Citation } from '../../core/contract/workspace/threads.ts'
import { BulkheadError } from '../../core/errors.ts'
import type { DocumentId } from '../../core/ids.ts'
import type { Access } from '../../core/workspace/access.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder, testEmbedder } from '../builders.ts'

let folder: { path: string; remove(): void }
let workspace: BuiltWorkspace
let scope: Scope
beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
})
afterEach(() => {
  workspace.close()
  folder.remove()
})

const access = (): Access => ({ reader: scope.reader, write: (work) => scope.write(work) })
const asking = async (question: string, given: Access = access(), more: Partial<Question> = {}) =>
  await ask({
    access: given,
    embedder: testEmbedder,
    question,
    signal: new AbortController().signal,
    ...more,
  })
const latest = (count: number) =>
  scope.reader.log
    .latest(count)
    .map(({ type, outcome, about }) => ({ type, outcome, about }))
    .reverse()

describe('asking', () => {
  test('A1: an answer leaves its beginning and its end in the log, with all that derives from text sealed', async () => {
    addDocument(scope, {
      title: 'a.txt',
      pages: ['The monthly rent is 1,200 pounds.'],
      groups: [everyone(scope)],
    })
    const answer = await asking('What is the monthly rent?')
    expect(answer.reply).toMatchObject({
      kind: 'answered',
      text: 'The monthly rent is 1,200 pounds.',
      citations: [{ title: 'a.txt', page: 1, start: 0, end: 33 }],
    })
    expect(answer.entry).toBe(scope.log.size - 1)
    expect(scope.reader.log.entry(answer.entry - 1).entry).toMatchObject({ at: answer.askedMs })
    expect(latest(2)).toEqual([
      { type: 'answer.began', outcome: 'done', about: { answer: answer.answer } },
      { type: 'answer.ended', outcome: 'done', about: { answer: answer.answer } },
    ])
    for (const { sealed, about } of scope.reader.log.latest(2)) {
      for (const commitment of Object.values(sealed)) expect(commitment).toMatch(/^[0-9a-f]{64}$/)
      expect(JSON.stringify(about)).not.toContain('rent')
    }
  })

  test('R4, A1: an empty workspace answers "not found", and that is in the log too', async () => {
    const answer = await asking('What is the monthly rent?')
    expect(answer.reply.kind).toBe('not-found')
    expect(latest(2).map((entry) => entry.type)).toEqual(['answer.began', 'answer.ended'])
  })

  test('R4: a document that failed or waits is no context', async () => {
    const text = 'The monthly rent is 1,200 pounds.'
    scope.write((writer) => {
      const document = {
        title: 'a.txt',
        original: new TextEncoder().encode(text),
        sha256: new Uint8Array(32),
        groups: [everyone(scope)],
      }
      writer.documents.fail(writer.documents.add(document), 'The file holds no text.')
      writer.documents.add({ ...document, sha256: new Uint8Array(32).fill(1) })
    })
    expect((await asking('What is the monthly rent?')).reply.kind).toBe('not-found')
  })

  test('A1: where the first entry cannot be written there is no answer', async () => {
    addDocument(scope, {
      title: 'a.txt',
      pages: ['The monthly rent is 1,200 pounds.'],
      groups: [everyone(scope)],
    })
    const full: Access = {
      reader: scope.reader,
      write: () => {
        throw new BulkheadError('disk-full', 'The disk is full.')
      },
    }
    await expect(asking('What is the monthly rent?', full)).rejects.toMatchObject({ code: 'disk-full' })
  })

  test('A1: an answer that ended without its last entry is closed as interrupted at the next unlock', async () => {
    let writes = 0
    const dying: Access = {
      reader: scope.reader,
      write: (work) => {
        writes += 1
        if (writes === 2) throw new BulkheadError('disk-full', 'The disk is full.')
        return scope.write(work)
      },
    }
    await expect(asking('What is the monthly rent?', dying)).rejects.toMatchObject({ code: 'disk-full' })
    expect(latest(1)).toMatchObject([{ type: 'answer.began' }])
    workspace.anchor(scope)
    scope = await workspace.open()
    scope.closeInterruptedAnswers()
    expect(latest(1)).toMatchObject([{ type: 'answer.ended', outcome: 'interrupted' }])
    scope.closeInterruptedAnswers()
    expect(latest(2).map((entry) => entry.type)).toEqual(['answer.began', 'answer.ended'])
  })
})

describe('asking, sentence by sentence', () => {
  const sentences = [
    'The monthly rent is 1,200 pounds.',
    'The monthly rent is due on the first.',
    'The monthly rent of the garage is 90 pounds.',
  ]
  const question = 'What is the monthly rent?'
  let document: DocumentId
  beforeEach(() => {
    document = addDocument(scope, { title: 'a.txt', pages: sentences, groups: [everyone(scope)] })
  })

  /** Asks, and stops when `when` sentences have been shown. */
  async function stopAfter(when: number) {
    const stop = new AbortController()
    const shown: Citation[] = []
    const check = () => shown.length === when && stop.abort()
    const answer = await asking(question, access(), {
      signal: stop.signal,
      onBegan: check,
      onCitation: (citation) => {
        shown.push(citation)
        check()
      },
    })
    return { answer, shown }
  }

  /** The text that the entry of an answer's end holds. */
  const textInLog = (entry: number) => scope.reader.log.openings(scope.reader.log.entry(entry).entry)['text']

  test('A1: the beginning is durable when it is told, and before the first sentence', async () => {
    const seen: string[] = []
    const { answer, askedMs, thread, reply } = await asking(question, access(), {
      onBegan: (began) => {
        seen.push(JSON.stringify(began))
        expect(latest(1)).toMatchObject([{ type: 'answer.began', about: { answer: began.answer } }])
      },
      onCitation: ({ quote }) => {
        seen.push(quote)
        expect(latest(1)).toMatchObject([{ type: 'answer.began' }])
      },
    })
    const citations = reply.kind === 'answered' ? reply.citations : []
    expect(citations.length).toBeGreaterThan(1)
    expect(seen).toEqual([
      JSON.stringify({ thread, answer, askedMs }),
      ...citations.map(({ quote }) => quote),
    ])
    expect(reply.text).toBe(citations.map(({ quote }) => quote).join('\n\n'))
  })

  test.each([0, 1, 2])(
    'A1: stopped after %i sentences, the entry, the thread and the reply hold just those',
    async (count) => {
      const { answer, shown } = await stopAfter(count)
      const text = shown.map(({ quote }) => quote).join('\n\n')
      expect(shown).toHaveLength(count)
      expect(answer.reply).toEqual({ kind: 'stopped', text, citations: shown })
      expect(latest(1)).toEqual([
        { type: 'answer.ended', outcome: 'stopped', about: { answer: answer.answer } },
      ])
      expect(textInLog(answer.entry)).toEqual({ value: text })
      const [turn] = scope.reader.threads.open(answer.thread).turns
      expect(turn).toEqual({
        answer: answer.answer,
        askedMs: answer.askedMs,
        question,
        entry: answer.entry,
        reply: answer.reply,
      })
    },
  )

  test('A1: stopped before it was known that there is no answer, it says nothing at all', async () => {
    const stop = new AbortController()
    const { reply, entry } = await asking('Which orchestra played in Vienna?', access(), {
      signal: stop.signal,
      onBegan: () => stop.abort(),
    })
    expect(reply).toEqual({ kind: 'stopped', text: '', citations: [] })
    expect(textInLog(entry)).toEqual({ value: '' })
  })

  test('an answer that was shown whole is no stopped one', async () => {
    const { answer, shown } = await stopAfter(3)
    expect(answer.reply).toMatchObject({ kind: 'answered', citations: shown })
  })

  test('stopped before it began there is no answer, no thread and no entry', async () => {
    const size = scope.log.size
    await expect(asking(question, access(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(scope.log.size).toBe(size)
    expect(scope.reader.threads.list()).toEqual([])
  })

  test.each([1, 3])(
    'R6: a document of the prompt that goes after sentence %i takes the answer with it',
    async (at) => {
      let shown = 0
      await expect(
        asking(question, access(), {
          onCitation: () => {
            shown += 1
            if (shown === at) scope.write((writer) => writer.documents.delete(document))
          },
        }),
      ).rejects.toMatchObject({ code: 'not-found' })
      expect(shown).toBe(at)
      expect(latest(1)).toMatchObject([{ type: 'answer.ended', outcome: 'failed' }])
      expect(textInLog(scope.log.size - 1)).toEqual({ value: '' })
      expect(scope.reader.threads.list()).toEqual([])
      scope.closeInterruptedAnswers()
      expect(latest(1)).toMatchObject([{ type: 'answer.ended', outcome: 'failed' }])
    },
  )

  test('R7: one that is put out of the asker’s sight does too', async () => {
    await expect(
      asking(question, access(), {
        onCitation: () => scope.write((writer) => writer.documents.setGroups(document, [])),
      }),
    ).rejects.toMatchObject({ code: 'not-found' })
    const [thread] = scope.reader.threads.list()
    expect(scope.reader.threads.open(thread!.id).turns).toMatchObject([{ reply: { kind: 'hidden' } }])
  })

  test('a thread that is deleted while it is answered in leaves the evidence', async () => {
    const answer = await asking(question, access(), {
      onBegan: ({ thread }) => scope.write((writer) => writer.threads.delete(thread)),
    })
    expect(textInLog(answer.entry)).toEqual({ value: answer.reply.text })
    expect(scope.reader.threads.list()).toEqual([])
  })
})
