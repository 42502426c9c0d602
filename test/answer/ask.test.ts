import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '../../core/answer/ask.ts'
import { BulkheadError } from '../../core/errors.ts'
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
const asking = async (question: string, given: Access = access()) =>
  await ask({ access: given, embedder: testEmbedder, question, signal: new AbortController().signal })
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
    expect(answer).toMatchObject({
      kind: 'answered',
      text: 'The monthly rent is 1,200 pounds.',
      citations: [{ title: 'a.txt', page: 1, start: 0, end: 33 }],
    })
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
    expect(answer.kind).toBe('not-found')
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
    expect((await asking('What is the monthly rent?')).kind).toBe('not-found')
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
