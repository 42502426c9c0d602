import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import mammoth from 'mammoth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Tools } from '../../core/host/tools.ts'
import type { DocumentId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { scriptedGenerator } from '../answer/scripted-generator.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'
import { served } from '../host/served.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { asking } from './asking.ts'

let folder: ReturnType<typeof temporaryFolder>
let workspace: BuiltWorkspace
let scope: Scope
let lease: DocumentId
beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
  const groups = [everyone(scope)]
  lease = addDocument(scope, {
    title: 'lease.txt',
    pages: ['The rent of the workshop is 900 pounds.'],
    groups,
  })
  addDocument(scope, { title: 'due.txt', pages: ['The rent of the workshop is due in June.'], groups })
})
afterEach(() => {
  workspace.close()
  folder.remove()
})

/** Rewrites follow-ups to `rewritten`, and answers everything else with one sentence. */
const model = (rewritten = 'When is the rent of the workshop due?') =>
  scriptedGenerator(({ messages }) =>
    messages[0]?.text.startsWith('Rewrite') ? rewritten : 'The rent of the workshop is due in June. [1]',
  )

describe('follow-ups', () => {
  test('a model puts the question on its own feet; that is what is searched, and what the log says was', async () => {
    const generator = model()
    const { thread } = await asking(scope, 'What is the rent of the workshop?', { generator })
    const { answer } = await asking(scope, 'And when is it due?', { generator, thread })
    const { began } = scope.reader.log.answer(answer)
    const { openings } = { openings: scope.reader.log.openings(scope.reader.log.entry(began).entry) }
    expect(openings['question']).toEqual({ value: 'And when is it due?' })
    expect(openings['how']).toMatchObject({ value: { searched: 'When is the rent of the workshop due?' } })
    expect(generator.prompts.at(-1)).toContain('user: What is the rent of the workshop?')
  })

  test('without a model a question that leans back has the words of the last one added', async () => {
    const { thread } = await asking(scope, 'What is the rent of the workshop?')
    const { reply } = await asking(scope, 'And when is it due?', { thread })
    expect(reply).toMatchObject({ kind: 'answered' })
    expect(reply.text).toContain('due in June')
  })

  test('R7: an answer that is hidden is in no prompt, and a follow-up to one that goes is hidden with it', async () => {
    const generator = model()
    const { thread } = await asking(scope, 'What is the rent of the workshop?', { generator })
    await asking(scope, 'And when is it due?', { generator, thread })
    scope.write((writer) => writer.documents.setGroups(lease, []))
    expect(scope.reader.threads.open(thread).turns.map(({ reply }) => reply.kind)).toEqual([
      'hidden',
      'hidden',
    ])
    generator.prompts.splice(0)
    await asking(scope, 'Who pays?', { generator, thread })
    expect(generator.prompts.join('\n')).not.toMatch(/due in June\. \[1\]|What is the rent/u)
  })

  test('R7: what is said without documents rests on those behind the answers before it', async () => {
    const generator = model()
    const { thread } = await asking(scope, 'What is the rent of the workshop?', { generator })
    await asking(scope, 'Put that in other words.', { generator, thread, mode: 'chat' })
    expect(scope.reader.threads.open(thread).turns.map(({ reply }) => reply.kind)).toEqual([
      'written',
      'written',
    ])
    scope.write((writer) => writer.documents.setGroups(lease, []))
    expect(scope.reader.threads.open(thread).turns.map(({ reply }) => reply.kind)).toEqual([
      'hidden',
      'hidden',
    ])
  })
})

describe('in the place of an answer', () => {
  test('the new one takes it once it is there, and those after it go; the log keeps them all', async () => {
    const generator = model()
    const first = await asking(scope, 'What is the rent?', { generator })
    const { thread } = first
    const second = await asking(scope, 'When is it due?', { generator, thread })
    await asking(scope, 'Who pays?', { generator, thread })
    const again = await asking(scope, 'When is the rent due?', { generator, thread, instead: second.answer })
    expect(scope.reader.threads.open(thread).turns.map(({ question }) => question)).toEqual([
      'What is the rent?',
      'When is the rent due?',
    ])
    expect(generator.prompts.at(-1)).not.toContain('Who pays?')
    expect(scope.reader.log.answer(second.answer).ended).toBe(second.entry)
    expect(again.entry).toBeGreaterThan(second.entry)
  })

  test('one that fails leaves the old one, and an answer of another thread is not touched', async () => {
    const generator = model()
    const { thread, answer } = await asking(scope, 'What is the rent?', { generator })
    const broken = model()
    broken.write = () => Promise.reject(new Error('broken'))
    await expect(
      asking(scope, 'What is the rent?', { generator: broken, thread, instead: answer }),
    ).rejects.toThrow()
    expect(scope.reader.threads.open(thread).turns).toHaveLength(1)
    const other = await asking(scope, 'Who pays?', { generator, instead: answer })
    expect(other.thread).not.toBe(thread)
    expect(scope.reader.threads.open(thread).turns).toHaveLength(1)
  })
})

describe('a thread as a file', () => {
  test('holds what can be read, with sources, marks and entries, inert; and leaves its entry first', async () => {
    const text = 'The rent of the workshop is due in June. [1]\n![x](https://evil.example) <b>bold</b> [1]'
    const { thread, entry } = await asking(scope, 'When is the rent due?', {
      generator: scriptedGenerator(() => text),
    })
    const tools = new Tools(forkProcess)
    const caller = served(scope, tools)
    for (const format of ['markdown', 'docx'] as const) {
      const target = join(folder.path, `thread.${format}`)
      await expectRefusal(
        async () => await caller.call('threads.export', { thread, target, format }),
        'bad-input',
      )
      tools.targets.add(target)
      await caller.call('threads.export', { thread, target, format })
      expect(scope.reader.log.latest(1)).toMatchObject([
        { type: 'thread.exported', about: { thread, format } },
      ])
      const said =
        format === 'markdown'
          ? readFileSync(target, 'utf8')
          : (await mammoth.extractRawText({ path: target })).value
      expect(said).toContain(format === 'markdown' ? 'due in June\\.' : 'due in June.')
      expect(said).toContain('The source does not clearly say this')
      expect(said).toContain(`Entry ${entry} of the log`)
      if (format === 'markdown') expect(said).not.toMatch(/(?<!\\)!\[|(?<!\\)<b>|https:/u)
    }
    await tools.close()
  })
})
