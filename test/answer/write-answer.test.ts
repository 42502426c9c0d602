import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openGenerator } from '../../core/answer/generator/open-generator.ts'
import type { Generator } from '../../core/answer/generator/generator.ts'
import { datamark } from '../../core/answer/prompt/datamark.ts'
import type { Reply } from '../../core/contract/workspace/threads.ts'
import type { DocumentId } from '../../core/ids.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, BuiltWorkspace, builtMember, everyone, temporaryFolder } from '../builders.ts'
import { asking } from '../threads/asking.ts'
import { scriptedGenerator } from './scripted-generator.ts'
import { tinyModelIn } from './tiny-generator.ts'

let folder: ReturnType<typeof temporaryFolder>
let workspace: BuiltWorkspace
let scope: Scope
let lease: DocumentId
beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
  lease = addDocument(scope, {
    title: 'lease.txt',
    pages: ['The monthly rent is 1,200 pounds. See https://example.org/lease.', 'The tenant keeps a cat.'],
    groups: [everyone(scope)],
  })
})
afterEach(() => {
  workspace.close()
  folder.remove()
})

const question = 'What is the monthly rent?'
const written = (reply: Reply) => {
  if (reply.kind !== 'written') throw new Error(`the reply is ${reply.kind}`)
  return reply
}
const latest = (count: number) =>
  scope.reader.log
    .latest(count)
    .map(({ type, outcome }) => `${type} ${outcome}`)
    .reverse()
const opening = (seq: number, field: string) => {
  const opened = scope.reader.log.openings(scope.reader.log.entry(seq).entry)[field]
  return opened && 'value' in opened ? opened.value : undefined
}
const lastReply = () => {
  const [thread] = scope.reader.threads.list()
  return scope.reader.threads.open(thread!.id).turns.at(-1)?.reply
}
const saying = (text: string) => scriptedGenerator(() => text)

describe('an answer that a model writes', () => {
  test('A1: the entry with the exact prompt is durable before the first word, and the last one holds what was shown', async () => {
    const generator = saying('The monthly rent is 1,200 pounds. [1]')
    let shown = ''
    const answer = await asking(scope, question, {
      generator,
      seed: 11,
      onText: (text) => {
        if (shown === '') expect(latest(1)).toEqual(['answer.began done'])
        shown += text
      },
    })
    const reply = written(answer.reply)
    expect(reply.text).toBe(shown)
    expect(latest(2)).toEqual(['answer.began done', 'answer.ended done'])
    const began = answer.entry - 1
    expect(opening(began, 'prompt')).toBe(generator.prompts[0])
    expect(opening(began, 'model')).toBe(`scripted sha256:${'cd'.repeat(32)}`)
    expect(opening(began, 'how')).toMatchObject({
      mode: 'documents',
      searched: question,
      settings: { seed: 11, instructions: '', temperature: 0.2, adapter: null, modelSha256: 'cd'.repeat(32) },
    })
    expect(opening(answer.entry, 'text')).toBe(shown)
    expect(opening(answer.entry, 'made')).toMatchObject({
      sentences: [{ support: 'supported' }],
      tokens: shown.length,
    })
    const [turn] = scope.reader.threads.open(answer.thread).turns
    expect(turn?.reply).toEqual(reply)
  })

  test('R5: a sentence leads to the sentence of the passage that comes nearest, with page and span', async () => {
    const reply = written(
      (await asking(scope, question, { generator: saying('The rent is 1,200 pounds a month. [1]') })).reply,
    )
    expect(reply.sentences).toEqual([{ start: 0, end: 33, citations: [0], support: 'supported', links: [] }])
    expect(reply.citations).toEqual([
      {
        document: lease,
        title: 'lease.txt',
        page: 1,
        start: 0,
        end: 33,
        quote: 'The monthly rent is 1,200 pounds.',
      },
    ])
  })

  test.each([
    ['a number that the passage lacks', 'The monthly rent is 1,300 pounds. [1]', 'unsupported'],
    ['words that the passage lacks', 'The landlord sold the orchard to a bishop. [1]', 'unsupported'],
    ['a passage that does not say it', 'The monthly rent is 1,200 pounds. [2]', 'unsupported'],
    ['a passage that there is none of', 'The monthly rent is 1,200 pounds. [9]', 'unsupported'],
    ['no passage', 'The monthly rent is 1,200 pounds.', 'uncited'],
  ] as const)('a sentence with %s is shown and marked', async (_what, text, support) => {
    const reply = written((await asking(scope, question, { generator: saying(text) })).reply)
    expect(reply.text).toBe(text)
    expect(reply.sentences).toMatchObject([{ support }])
  })

  test('M6: an address is a link where the cited passage has it, and plain text anywhere else', async () => {
    const text = 'The monthly rent is at https://example.org/lease. [1]\nMore at https://evil.example/x [1]'
    const reply = written((await asking(scope, question, { generator: saying(text) })).reply)
    expect(reply.sentences.map(({ links }) => links.map(({ start, end }) => text.slice(start, end)))).toEqual(
      [['https://example.org/lease'], []],
    )
  })

  test('what the documents do not answer is "not found", and the mark of it is never shown', async () => {
    const shown: string[] = []
    const answer = await asking(scope, question, {
      generator: saying('NOT FOUND'),
      onText: (text) => shown.push(text),
    })
    expect(answer.reply).toMatchObject({ kind: 'not-found' })
    expect(shown).toEqual([])
    expect(opening(answer.entry, 'found')).toBe(false)
  })

  test('R4: in a workspace without passages the model is not even asked', async () => {
    scope.write((writer) => writer.documents.delete(lease))
    const generator = saying('The rent is 5 pounds. [1]')
    expect((await asking(scope, question, { generator })).reply.kind).toBe('not-found')
    expect(generator.prompts).toEqual([])
  })

  test('stopped, the entry, the thread and the reply hold what was shown by then', async () => {
    const stop = new AbortController()
    let shown = ''
    const answer = await asking(scope, question, {
      generator: saying('The monthly rent is 1,200 pounds and goes on. [1]'),
      signal: stop.signal,
      onText: (text) => {
        shown += text
        if (shown.length > 12) stop.abort()
      },
    })
    expect(answer.reply).toMatchObject({ kind: 'written', end: 'stopped', text: shown })
    expect(latest(1)).toEqual(['answer.ended stopped'])
    expect(opening(answer.entry, 'text')).toBe(shown)
    expect(scope.reader.threads.open(answer.thread).turns).toMatchObject([
      { reply: { text: shown, end: 'stopped' } },
    ])
  })

  test('a model that fails leaves what it had shown in the log and in the thread, as interrupted', async () => {
    const generator = saying('')
    generator.write = (request) => {
      request.onRendered?.({ prompt: '', tokens: 1 })
      request.onText?.('The rent')
      return Promise.reject(new Error('broken'))
    }
    await expect(asking(scope, question, { generator })).rejects.toThrow('broken')
    expect(latest(1)).toEqual(['answer.ended failed'])
    expect(opening(scope.log.size - 1, 'text')).toBe('The rent')
    expect(lastReply()).toEqual({ kind: 'interrupted', text: 'The rent' })
  })

  test('K5, R6: what was kept of an answer that never ended is there at the next unlock, and goes with its document', async () => {
    const generator = saying('')
    generator.write = (request) => {
      request.onRendered?.({ prompt: '', tokens: 1 })
      request.onText?.('The rent')
      return new Promise(() => undefined)
    }
    void asking(scope, question, { generator })
    await expect.poll(() => latest(1)).toEqual(['answer.began done'])
    scope.closeInterruptedAnswers()
    const ended = scope.log.size - 1
    expect(latest(1)).toEqual(['answer.ended interrupted'])
    expect(opening(ended, 'text')).toBe('The rent')
    expect(lastReply()).toEqual({ kind: 'interrupted', text: 'The rent' })
    scope.write((writer) => writer.documents.delete(lease))
    // The question has words of it, and goes as well.
    expect(scope.reader.threads.list()).toEqual([])
    expect(opening(ended, 'text')).toBe(undefined)
  })

  test('R6: a document that goes while it is written takes the answer with it', async () => {
    const gone = scriptedGenerator(() => 'The monthly rent is 1,200 pounds, and the tenant pays it. [1]')
    let shown = 0
    await expect(
      asking(scope, question, {
        generator: gone,
        onText: () => {
          shown += 1
          if (shown === 2) scope.write((writer) => writer.documents.delete(lease))
        },
      }),
    ).rejects.toMatchObject({ code: 'not-found' })
    expect(shown).toBe(2)
    expect(opening(scope.log.size - 1, 'text')).toBe('')
  })
})

describe('the prompt', () => {
  test('M5: passages stand in a fence that a document cannot know, each word with the mark of data', async () => {
    const generator = saying('NOT FOUND')
    await asking(scope, question, { generator, seed: 3 })
    await asking(scope, question, { generator, seed: 4 })
    const [one = '', two = ''] = generator.prompts
    expect(one).toContain(`${datamark}The${datamark}monthly${datamark}rent${datamark}is`)
    expect(one).not.toContain('The monthly rent is')
    const fence = /<(passage-[0-9a-f]{8}) 1>/u
    expect(fence.exec(one)?.[1]).not.toBe(fence.exec(two)?.[1])
  })

  test('a model with a small context is given the best passages and the newest turns, never more than fits', async () => {
    for (let number = 0; number < 12; number++)
      addDocument(scope, {
        title: `rent ${number}.txt`,
        pages: [`The monthly rent ${'of the flat '.repeat(60)} is ${number} pounds.`],
        groups: [everyone(scope)],
      })
    const generator = scriptedGenerator(() => 'The rent is 1 pound. [1]', 1_024)
    const { thread } = await asking(scope, question, { generator })
    await asking(scope, question, { generator, thread })
    for (const prompt of generator.prompts) expect(prompt.length / 4).toBeLessThan(1_024 * 0.75)
    expect(generator.prompts[0]).toMatch(/ 1>/u)
  })

  test('R1, R2: a member’s prompt holds nothing of what they may not read', async () => {
    const mia = builtMember('Mia', 'member')
    scope.write((writer) => {
      writer.people.addMember(mia)
      writer.people.join(everyone(scope), mia.id)
    })
    const partners = scope.write((writer) => {
      const group = writer.people.addGroup('partners')
      writer.people.join(group, workspace.owner.id)
      return group
    })
    addDocument(scope, {
      title: 'secret.txt',
      pages: ['The monthly rent is secretly 77 pounds.'],
      groups: [partners],
    })
    workspace.anchor(scope)
    scope = await workspace.open(mia)
    const generator = scriptedGenerator(() => 'SEARCH: secretly 77 pounds')
    await asking(scope, question, { generator })
    expect(generator.prompts.length).toBe(2)
    expect(generator.prompts.join()).not.toMatch(/secret|77/u)
  })
})

describe('the only tool', () => {
  test('a model may search once, with its asker’s reader; query, passages and prompt are in the log before it writes', async () => {
    const cat = addDocument(scope, {
      title: 'cat.txt',
      pages: ['Whiskers is a tabby.'],
      groups: [everyone(scope)],
    })
    let asked = 0
    const generator = scriptedGenerator(() =>
      asked++ === 0 ? 'SEARCH: tabby whiskers' : 'Whiskers is a tabby. [1]',
    )
    const shown: string[] = []
    const answer = await asking(scope, question, { generator, onText: (text) => shown.push(text) })
    expect(shown.join('')).toBe('Whiskers is a tabby. [1]')
    expect(written(answer.reply).citations).toMatchObject([{ document: cat }])
    expect(latest(3)).toEqual(['answer.began done', 'answer.searched done', 'answer.ended done'])
    expect(opening(answer.entry - 1, 'query')).toBe('tabby whiskers')
    expect(opening(answer.entry - 1, 'prompt')).toBe(generator.prompts[1])
    scope.write((writer) => writer.documents.delete(cat))
    expect(scope.reader.threads.open(answer.thread).turns).toMatchObject([{ reply: { kind: 'hidden' } }])
  })

  test('M5: it does not get a second search: what looks like one is text', async () => {
    const forms: (string | null)[] = []
    const generator = scriptedGenerator(({ grammar }) => {
      forms.push(grammar)
      return 'SEARCH: other clients'
    })
    const answer = await asking(scope, question, { generator })
    expect(written(answer.reply).text).toBe('SEARCH: other clients')
    // The form that a real model is held to has no second one.
    expect(forms.map((form) => form?.includes('SEARCH'))).toEqual([true, false])
    expect(latest(3)).toEqual(['answer.began done', 'answer.searched done', 'answer.ended done'])
  })
})

describe('on the real runtime', () => {
  let generator: Generator
  const models = temporaryFolder()
  beforeAll(async () => {
    generator = await openGenerator(tinyModelIn(models.path), { contextTokens: 8_192 })
  })
  afterAll(async () => {
    await generator.close()
    models.remove()
  })

  test('whatever a model has in it, an answer has the form: sentences, each with numbers of passages', async () => {
    for (const seed of [1, 2, 3]) {
      const { reply } = await asking(scope, question, {
        generator,
        seed,
        settings: { instructions: '', temperature: 1.2 },
      })
      if (reply.kind === 'not-found') continue
      const { text, sentences } = written(reply)
      for (const line of text.split('\n').slice(0, -1)) expect(line).toMatch(/ (\[[12]\]){1,3}$/u)
      expect(sentences.length).toBeGreaterThan(0)
      expect(text).not.toContain(datamark)
    }
  })

  test('the same seed gives the same answer', async () => {
    const one = await asking(scope, question, { generator, seed: 5 })
    expect((await asking(scope, question, { generator, seed: 5 })).reply).toEqual(one.reply)
  })
})
