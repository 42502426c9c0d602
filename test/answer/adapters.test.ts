import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { statementProblem } from '../../core/answer/adapters/check-statement.ts'
import { hasMemoryPlace, withPrivateFile } from '../../core/answer/adapters/private-file.ts'
import { readAdapter } from '../../core/answer/adapters/read-adapter.ts'
import { hashName, hasName } from '../../core/keys/name-hash.ts'
import { Tools } from '../../core/host/tools.ts'
import { ModelShelf } from '../../core/models/model-shelf.ts'
import { forkProcess } from '../../core/process/fork.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { tinyLlama, tinyLora } from '../../models/tiny-llama.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder, testEmbedder } from '../builders.ts'
import { served } from '../host/served.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { lentTinyModel } from './tiny-generator.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const key = new Uint8Array(randomBytes(32))
const others = { key, names: ['Ironleaf Gyms', 'Łąka & Co.', 'Ora'].map((name) => hashName(key, utf8(name))) }

describe('a statement of what an adapter was trained on', () => {
  test.each([
    'Letters of Ironleaf Gyms from 2023 and 2024.',
    'letters of IRONLEAF  gyms',
    'written for Ironleaf-Gyms, in English',
    'Notes of Łąka & Co, 2020 to 2024',
    'Trained on what Ora sent us last year.',
  ])('M3: “%s” names another client and is refused', (statement) => {
    expect(statementProblem(statement, others)).toMatch(/names another client/u)
  })

  test.each([
    'The letters of several clients.',
    'All our clients’ contracts since 2019.',
    'Files of different companies in one trade.',
    'What we learnt across workspaces',
    'firm-wide house style from every matter',
    'our customers’ data of 2024',
    'कई ग्राहक के पत्र',
  ])('M3: “%s” speaks of several and is refused', (statement) => {
    expect(statementProblem(statement, others)).toMatch(/several clients/u)
  })

  test.each([
    'The letters of this client from 2023, as we wrote them.',
    'All of this client’s leases, 140 documents, trained in May.',
    'Ironleafgyms is no name of a client; an oracle neither.',
    'House style of this client: 200 letters, with its ironwork glossary.',
  ])('“%s” is taken', (statement) => {
    expect(statementProblem(statement, others)).toBeNull()
  })

  test('names cross as keyed hashes alone, other ones under another key', () => {
    const again = new Uint8Array(randomBytes(32))
    expect(hashName(again, utf8('Ora')).hash).not.toBe(others.names[2]?.hash)
    expect(JSON.stringify(others.names)).not.toContain('Ora')
    expect(hasName(utf8('Ora'), { key: again, names: others.names })).toBe(false)
  })
})

describe('the file that the runtime loads an adapter from', () => {
  const bytes = tinyLora({ seed: 'one' })
  const leftovers = () => readdirSync('/dev/shm').filter((name) => name.startsWith('bulkhead-'))

  test.skipIf(!hasMemoryPlace())(
    'M4: is in memory, has no name while it is read, and is gone afterwards',
    async () => {
      let seen = ''
      await withPrivateFile(bytes, false, (path) => {
        seen = path
        expect(readFileSync(path).equals(bytes)).toBe(true)
        expect(statSync(path).mode & 0o777).toBe(0o600)
        expect(leftovers()).toEqual([])
        return Promise.resolve()
      })
      expect(existsSync(seen)).toBe(false)
    },
  )

  test('where there is no such place: refused, unless an owner accepted a file on the disk, which goes right after', async () => {
    await expectRefusal(
      async () => await withPrivateFile(bytes, false, () => Promise.resolve(), false),
      'refused',
    )
    let seen = ''
    await expect(
      withPrivateFile(
        bytes,
        true,
        (path) => {
          seen = path
          expect(statSync(path).mode & 0o777).toBe(0o600)
          return Promise.reject(new Error('the runtime failed'))
        },
        false,
      ),
    ).rejects.toThrow('the runtime failed')
    expect(existsSync(seen)).toBe(false)
  })
})

describe('adapters of a workspace', () => {
  const statement = 'The letters of this client from 2023, as we wrote them.'
  let folder: ReturnType<typeof temporaryFolder>
  let workspace: BuiltWorkspace
  let scope: Scope
  let tools: Tools
  let reference: { name: string; sha256: string }
  beforeEach(async () => {
    folder = temporaryFolder()
    workspace = new BuiltWorkspace(folder.path)
    scope = await workspace.open()
    const model = lentTinyModel(folder.path)
    reference = { name: model.entry.name, sha256: model.sha256 }
    tools = new Tools(forkProcess, new ModelShelf([model]))
    tools.offered.add([folder.path])
    tools.otherNames = () => Promise.resolve(others)
    tools.models.searchEmbedder = () => Promise.resolve(testEmbedder)
  })
  afterEach(async () => {
    await tools.close()
    workspace.close()
    folder.remove()
  })

  function file(seed: string, bytes = tinyLora({ seed })): string {
    const path = join(folder.path, `${seed}.gguf`)
    writeFileSync(path, bytes)
    return path
  }

  test('M3: what is no LoRA in GGUF, or was not picked, is not taken', async () => {
    const caller = served(scope, tools)
    const add = async (path: string) => await caller.call('adapters.import', { path, name: 'a', statement })
    await expectRefusal(async () => await add(file('model', tinyLlama({ seed: 'x' }))), 'unsupported-format')
    await expectRefusal(async () => await add(file('text', utf8('GGUF'))), 'unsupported-format')
    await expectRefusal(async () => await add('/etc/hostname'), 'bad-input')
    await expectRefusal(async () => await add(join(folder.path, 'none.gguf')), 'not-found')
    expect(() => readAdapter(file('cut', tinyLora({ seed: 'cut' }).subarray(0, 30)))).toThrow('no LoRA')
  })

  test('M3: a refused one leaves its entry with the reason, and nothing else', async () => {
    const caller = served(scope, tools)
    await expectRefusal(
      async () =>
        await caller.call('adapters.import', {
          path: file('other'),
          name: 'letters',
          statement: 'The letters of Ironleaf Gyms.',
        }),
      'refused',
    )
    const [entry] = scope.reader.log.latest(1)
    expect(entry).toMatchObject({ type: 'adapter.refused', outcome: 'refused' })
    expect(scope.reader.log.openings(entry!)['reason']).toMatchObject({
      value: expect.stringContaining('another client') as string,
    })
    expect((await caller.call('adapters.list', {})).adapters).toEqual([])
  })

  test('M1, M3: answers are written with the chosen one from the next question on, and it is named in the log', async () => {
    const caller = served(scope, tools)
    await caller.call('model.select', { task: 'generate', sha256: reference.sha256 })
    addDocument(scope, { title: 'a.txt', pages: ['The rent is 900 pounds.'], groups: [everyone(scope)] })
    const adapterOf = async () => {
      const { answer } = await caller.call('ask', { question: 'What is the rent?' })
      const { began } = await caller.call('answer.trace', { answer })
      return JSON.stringify(began.openings['how'])
    }
    expect(await adapterOf()).toContain('"adapter":null')
    const { id } = await caller.call('adapters.import', { path: file('own'), name: 'letters', statement })
    await caller.call('adapters.choose', { adapter: id, onDiskAccepted: true })
    const sha256 = scope.reader.adapters.list()[0]?.sha256
    expect(await adapterOf()).toContain(`"adapter":{"name":"letters","sha256":"${sha256}"}`)
    await caller.call('adapters.remove', { adapter: id })
    expect(await adapterOf()).toContain('"adapter":null')
    expect((await caller.call('answers.model', {})).hasAdapter).toBe(false)
  })

  test('R6: a removed adapter is gone from the file', async () => {
    const caller = served(scope, tools)
    const path = file('gone')
    const { id } = await caller.call('adapters.import', { path, name: 'letters', statement })
    await expectRefusal(
      async () => await caller.call('adapters.import', { path, name: 'again', statement }),
      'already-exists',
    )
    await caller.call('adapters.remove', { adapter: id })
    expect(scope.reader.adapters.list()).toEqual([])
    expect(() => scope.reader.adapters.bytes(id)).toThrow('no such adapter')
  })
})
