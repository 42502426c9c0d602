import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchKeywords } from '../../core/search/keyword.ts'
import { DocumentId, newId, StaffId } from '../../core/ids.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import type { Writer } from '../../core/workspace/writer.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'

let folder: ReturnType<typeof temporaryFolder>
let workspace: BuiltWorkspace
let scope: Scope
let document: DocumentId
const parts = ['documents', 'people', 'threads', 'waitingFiles'] as const
let ended: { writer: Writer } & Pick<Writer, (typeof parts)[number]>

beforeAll(async () => {
  folder = temporaryFolder()
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
  document = addDocument(scope, { title: 'Lease', pages: ['The rent is due.'], groups: [everyone(scope)] })
  ended = scope.write((writer) => {
    const { documents, people, threads, waitingFiles } = writer
    return { writer, documents, people, threads, waitingFiles }
  })
})
afterAll(() => {
  workspace.close()
  folder.remove()
})

function prototypeOf(handle: object): object {
  return Object.getPrototypeOf(handle) as object
}

/** Everything public that an object has from its class, so that a method added later is tried as well. */
function publicNames(handle: object): string[] {
  return Object.getOwnPropertyNames(prototypeOf(handle)).filter((name) => name !== 'constructor')
}

/** Reads a getter or calls a method of the handle's class, with `self` for the handle. */
function use(handle: object, name: string, self: object): unknown {
  const found = Object.getOwnPropertyDescriptor(prototypeOf(handle), name)
  const getter: unknown = found && Reflect.get(found, 'get')
  if (typeof getter === 'function') return Reflect.apply(getter, self, [])
  const method: unknown = found?.value
  if (typeof method !== 'function') throw new Error(`${name} is neither a getter nor a method`)
  return Reflect.apply(method, self, [plausible(name), plausible(name)])
}

/** An argument that no method stumbles over before it turns to its handle. */
function plausible(name: string): unknown {
  if (['write', 'transaction'].includes(name)) return () => undefined
  const bytes = new Uint8Array(32)
  const fields = { id: newId(DocumentId), groups: [], pages: [], passages: [] }
  return Object.assign([], fields, { original: bytes, sha256: bytes, publicKey: bytes })
}

const copies: Record<string, (handle: object) => object> = {
  'a structured clone': (handle) => structuredClone(handle),
  'an Object.create': (handle) => Object.create(handle) as object,
  'a copy by Object.assign': (handle) => Object.assign({}, handle),
  'a copy with the prototype': (handle) =>
    Object.assign(Object.create(prototypeOf(handle)) as object, handle),
}

describe('S1: a copied handle throws, whatever is asked of it', () => {
  for (const [name, copy] of Object.entries(copies))
    test(name, async () => {
      const { reader } = scope
      const inner = publicNames(reader).map((part) => Reflect.get(reader, part) as object)
      let tried = 0
      for (const handle of [scope, reader, ended.writer, ...parts.map((part) => ended[part]), ...inner])
        for (const member of publicNames(handle)) {
          const attempt = async () => await use(handle, member, copy(handle))
          await expect(attempt(), `${handle.constructor.name}.${member}`).rejects.toThrow(
            /private|is not a function|Receiver must be/,
          )
          tried += 1
        }
      expect(tried).toBeGreaterThan(40)
      const forged = copy(reader) as typeof reader
      expect(() => searchKeywords(forged, 'rent')).toThrow(TypeError)
    })

  test('control: the handle itself works', () => {
    const { reader } = scope
    expect(searchKeywords(reader, 'rent')).toHaveLength(1)
    for (const part of publicNames(reader)) expect(use(reader, part, reader)).toBeTypeOf('object')
  })
})

describe('S1: a writer ends with its transaction', () => {
  test('everything that the writer has throws', () => {
    const names = publicNames(ended.writer)
    expect(names).toContain('documents')
    for (const name of names)
      expect(() => use(ended.writer, name, ended.writer), name).toThrow('used after its transaction')
  })

  for (const part of parts)
    test(`everything in its "${part}" throws, and nothing is changed`, () => {
      const before = tables(scope)
      const names = publicNames(ended[part])
      expect(names.length).toBeGreaterThan(3)
      for (const name of names)
        expect(() => use(ended[part], name, ended[part]), name).toThrow('used after its transaction')
      expect(() => ended.documents.setGroups(document, [])).toThrow('used after its transaction')
      expect(() => ended.people.leave(everyone(scope), scope.member)).toThrow('used after its transaction')
      expect(tables(scope)).toStrictEqual(before)
    })

  test('also while the next transaction is open', () => {
    scope.write(() => {
      expect(() => ended.documents.delete(document)).toThrow('used after its transaction')
    })
    expect(scope.reader.documents.get(document).title).toBe('Lease')
  })

  test('and where the transaction failed', () => {
    let kept: Writer | undefined
    expect(() =>
      scope.write((writer) => {
        kept = writer
        throw new Error('stop')
      }),
    ).toThrow('stop')
    expect(() => kept?.people).toThrow('used after its transaction')
  })
})

test('S2: a scope is not made by saying who one is', () => {
  expect(() => Reflect.construct(scope.constructor, [{}, {}, newId(StaffId)]) as unknown).toThrow()
})

function tables(from: Scope): object {
  return {
    documents: from.reader.documents.list(),
    threads: from.reader.threads.list(),
    waitingFiles: from.reader.waitingFiles.list(),
    groups: from.reader.people.groups(),
    members: from.reader.people.members(),
    size: from.log.size,
  }
}
