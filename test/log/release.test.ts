import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Log } from '../../core/audit/log.ts'
import { type Connection, openDatabase } from '../../core/database/connection.ts'
import { serve } from '../../core/host/serve.ts'
import { Tools } from '../../core/host/tools.ts'
import { forkProcess } from '../../core/process/fork.ts'
import type { DocumentId } from '../../core/ids.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { noReserve, realHandlers } from '../host/served.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'
import { Scope } from '../../core/workspace/scope.ts'

/** A text that must not leave without an entry. */
const canary = 'Nightjar'

let folder: ReturnType<typeof temporaryFolder>
let workspace: BuiltWorkspace
let connection: Connection
let tools: Tools
/** One call; what it says on the way is only sent where somebody listens. */
let call: (method: string, input: unknown, listening?: boolean) => Promise<unknown>
let document: DocumentId
let thread: string

beforeAll(async () => {
  await builtInFolder()
  tools = new Tools(forkProcess)
})
afterAll(async () => await tools.close())
beforeEach(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  const scope = await workspace.open()
  const groups = [everyone(scope)]
  document = addDocument(scope, {
    title: `Memo on ${canary}`,
    pages: [`The ${canary} merger closes in May.`],
    groups,
  })
  for (const title of ['Lease', 'Payroll', 'Insurance'])
    addDocument(scope, { title, pages: [`The ${title.toLowerCase()} is renewed each year.`], groups })
  workspace.close()
  connection = openDatabase({ file: workspace.file, key: workspace.key, mode: 'open' })
  call = serving(Scope.over(connection, new Log(connection, workspace.id), workspace.owner.id), tools)
  const said = await call('ask', { question: `When does the ${canary} merger close?` })
  thread = (said as [{ value: { thread: string } }])[0].value.thread
})
afterEach(() => {
  connection.close()
  folder.remove()
})

/** Calls of the contract through `serve`; resolves with the whole of what came back. */
function serving(scope: Scope, withTools: Tools): typeof call {
  let deliver: (message: unknown) => void = () => undefined
  const waiting = new Map<number, { said: unknown[]; resolve: (said: unknown) => void }>()
  let nextId = 1
  serve(
    {
      send(message) {
        const response = message as { id: number; kind: string }
        const one = waiting.get(response.id)
        one?.said.push(message)
        if (response.kind !== 'event') one?.resolve(one.said)
      },
      onMessage: (listener) => void (deliver = listener),
      onClose: () => undefined,
      close: () => undefined,
    },
    {
      scope,
      handlers: realHandlers(withTools, workspace.signer.publicKey),
      reserve: noReserve,
      onWrite: () => undefined,
      diagnose: () => undefined,
    },
  )
  return async (method, input, listening = false) =>
    await new Promise((resolve) => {
      const id = nextId++
      waiting.set(id, { said: [], resolve })
      deliver({ kind: 'call', id, method, input, events: listening })
    })
}

const calls = [
  ['search', () => ({ query: canary }), ['search']],
  ['ask', () => ({ question: `What is the ${canary} merger?` }), ['answer.began', 'answer.ended']],
  ['threads.list', () => ({}), ['threads.listed']],
  ['threads.open', () => ({ thread }), ['thread.opened']],
  ['documents.list', () => ({}), ['documents.listed']],
  ['documents.open', () => ({ document }), ['document.opened']],
  ['documents.text', () => ({ document, index: 0, end: 100 }), ['document.read']],
  ['documents.bytes', () => ({ document, start: 0, end: 100 }), ['document.read']],
  ['imports.waiting', () => ({}), ['documents.listed']],
  ['members.list', () => ({}), ['people.listed']],
  ['documents.readers', () => ({ document, at: Date.now() }), ['document.readers-shown']],
  ['members.readable', () => ({ member: workspace.owner.id, at: Date.now() }), ['member.readable-shown']],
  ['threads.audience', () => ({}), ['people.listed']],
  ['log.list', () => ({ limit: 10 }), ['log.listed']],
  ['log.entry', () => ({ seq: 3 }), ['log.entry-opened']],
] as const

/** Those whose result holds the canary. */
const telling = new Set<string>([
  'search',
  'ask',
  'threads.list',
  'threads.open',
  'documents.list',
  'documents.open',
])

describe('A1: no entry, no text', () => {
  test.each(calls)('%s works, and its entry is there before its result', async (method, input, types) => {
    const log = new Log(connection, workspace.id)
    const before = log.size
    const said = await call(method, input())
    expect(said).toMatchObject([{ kind: 'result' }])
    const written = log.leaves(before, 10).map(({ leaf }) => (JSON.parse(leaf) as { type: string }).type)
    expect(written).toEqual(types)
    if (telling.has(method)) expect(JSON.stringify(said)).toContain(canary)
  })

  test.each(calls.flatMap(([method, input, types]) => types.map((type) => [type, method, input] as const)))(
    'where %s cannot be written, %s gives an error and no text',
    async (type, method, input) => {
      connection.execute(`CREATE TRIGGER no_more BEFORE INSERT ON entry
        WHEN json_extract(NEW.leaf, '$.type') = '${type}' BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END`)
      expectFailure(await call(method, input()))
    },
  )

  test.each(calls)('on a full disk %s fails, says so, and works again afterwards', async (method, input) => {
    const pages = Number(connection.pragma('page_count'))
    expect(connection.pragma('freelist_count')).toBe(0)
    const full = Number(connection.pragma(`max_page_count = ${pages}`))
    expect(full).toBeGreaterThanOrEqual(pages)
    // The last entries that find room in a page that is there already.
    let said = await call(method, input())
    for (let tries = 0; tries < 500 && kindOf(said) === 'result'; tries += 1)
      said = await call(method, input())
    expectFailure(said)
    expect(said).toMatchObject([{ code: 'disk-full' }])

    connection.pragma('max_page_count = 1000000')
    expect(kindOf(await call(method, input()))).toBe('result')
    const log = new Log(connection, workspace.id)
    expect(log.leaves(0, 10_000).map(({ seq }) => seq)).toEqual([...Array(log.size).keys()])
  })

  test('where the beginning of an answer cannot be written, whoever listens hears nothing of it', async () => {
    connection.execute(`CREATE TRIGGER no_more BEFORE INSERT ON entry
      WHEN json_extract(NEW.leaf, '$.type') = 'answer.began' BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END`)
    expectFailure(await call('ask', { question: `What is the ${canary} merger?` }, true))
  })

  test('whoever listens hears the sentences of an answer after its beginning is in the log', async () => {
    const said = await call('ask', { question: `What is the ${canary} merger?` }, true)
    expect(said).toMatchObject([
      { event: 'answer.began' },
      { event: 'answer.citation', payload: { citation: { quote: `The ${canary} merger closes in May.` } } },
      { kind: 'result', value: { reply: { kind: 'answered' } } },
    ])
  })

  function kindOf(said: unknown): string {
    return (said as { kind: string }[]).at(-1)?.kind ?? ''
  }

  function expectFailure(said: unknown): void {
    expect(said).toMatchObject([{ kind: 'failed' }])
    expect(said).toHaveLength(1)
    expect(JSON.stringify(said)).not.toContain(canary)
    expect(JSON.stringify(said)).not.toContain('Olive')
  }
})
