import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openCheckpoint, signCheckpoint } from '../../core/audit/checkpoint.ts'
import { verifyConsistency } from '../../core/audit/verify-proof.ts'
import { SignRequest } from '../../core/contract/binding.ts'
import { Checkpoints } from '../../core/host/checkpoints.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder } from '../builders.ts'

const folder = temporaryFolder()
let workspace: BuiltWorkspace
let scope: Scope
let checkpoints: Checkpoints
/** What main was asked to sign and has not answered yet. */
let asked: SignRequest[]
/** The size at the last signature. */
let signed: number

beforeEach(async () => {
  vi.useFakeTimers()
  workspace = new BuiltWorkspace(folder.path)
  scope = await workspace.open()
  asked = []
  signed = scope.log.size
  checkpoints = new Checkpoints(scope, controlPort(), { signedSize: signed, fork: false })
})
afterEach(() => {
  vi.useRealTimers()
  workspace.close()
})
afterAll(() => folder.remove())

function controlPort() {
  return {
    send: (message: unknown) => void asked.push(SignRequest.parse(message)),
    onMessage: () => undefined,
    onClose: () => undefined,
    close: () => undefined,
  }
}

/** An entry of no consequence, as a call leaves it. */
function list(times = 1): void {
  for (let time = 0; time < times; time += 1) {
    scope.write((writer) => writer.record({ type: 'people.listed', outcome: 'done', about: {}, sealed: {} }))
    checkpoints.afterWrite()
  }
}

/** Main's answer: it signs what continues the last state that it signed, and keeps it outside the file. */
function answer(): number {
  const request = asked.shift()
  if (!request) throw new Error('nothing was asked')
  const { size, root, previousSize, consistency } = request
  const last = openCheckpoint(workspace.anchorNote ?? '', workspace.signer.publicKey)
  expect(previousSize).toBe(last.size)
  const proof = { oldSize: last.size, oldRoot: last.root, newSize: size, newRoot: root, proof: consistency }
  expect(verifyConsistency(proof)).toBe(true)
  const note = signCheckpoint({ logId: workspace.id, size, root, timeMs: 1 }, workspace.signer)
  workspace.anchorNote = note
  checkpoints.receive({ kind: 'signed', size, note })
  return size
}

describe('A2: when the log is signed', () => {
  test('256 entries after the last signature', async () => {
    list(255)
    expect(asked).toEqual([])
    list()
    expect(answer()).toBe(signed + 256)
    list(255)
    expect(asked).toEqual([])
    list()
    expect(answer()).toBe(signed + 512)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(asked).toEqual([])
  })

  test('60 s after the first entry that is not signed, and not while nothing happens', async () => {
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toEqual([])
    list()
    await vi.advanceTimersByTimeAsync(30_000)
    list()
    await vi.advanceTimersByTimeAsync(29_999)
    expect(asked).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(answer()).toBe(signed + 2)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toEqual([])
  })

  test('at once when members, groups or the groups of a document change', () => {
    scope.write(({ people }) => people.addGroup('partners'))
    checkpoints.afterWrite()
    answer()
    const document = addDocument(scope, { title: 'Memo', pages: ['One.'], groups: [everyone(scope)] })
    checkpoints.afterWrite()
    expect(asked).toEqual([])
    scope.write(({ documents }) => documents.setGroups(document, []))
    checkpoints.afterWrite()
    expect(answer()).toBe(scope.log.size)
    list(3)
    expect(asked).toEqual([])
  })

  test('at once also when the change is made while an earlier state is being signed', async () => {
    list(256)
    scope.write(({ people }) => people.addGroup('partners'))
    checkpoints.afterWrite()
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(answer()).toBe(scope.log.size)
  })

  test('on demand: right away where it is signed already, else when main has answered', async () => {
    expect(await checkpoints.sign()).toBe(true)
    list(2)
    const signing = checkpoints.sign()
    answer()
    expect(await signing).toBe(true)
    expect(checkpoints.latestNote).toBe(workspace.anchorNote)
  })

  test('what main refuses is asked for again', async () => {
    list()
    const signing = checkpoints.sign()
    checkpoints.receive({ kind: 'not-signed', size: asked.shift()?.size ?? 0 })
    expect(await signing).toBe(false)
    list()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(answer()).toBe(signed + 2)
  })
})

describe('A2, K5: killed in between', () => {
  test('entries that were never signed: the file is ahead of the anchor, and opens', async () => {
    list(100)
    const { size } = scope.log
    scope = await workspace.open()
    expect(scope.log.size).toBe(size)
  })

  test('asked for, and main was killed before it signed', async () => {
    list(256)
    expect(asked).toHaveLength(1)
    scope = await workspace.open()
    expect(scope.log.size).toBe(signed + 256)
  })

  test('signed and anchored, and the process was killed before it heard of it', async () => {
    list(256)
    const { size = 0, root = new Uint8Array() } = asked[0] ?? {}
    workspace.anchorNote = signCheckpoint({ logId: workspace.id, size, root, timeMs: 1 }, workspace.signer)
    scope = await workspace.open()
    expect(scope.log.checkpointBeyond(0)).toBeNull()
    // The next process goes on from what main has.
    checkpoints = new Checkpoints(scope, controlPort(), { signedSize: size, fork: false })
    asked = []
    list()
    void checkpoints.sign()
    expect(answer()).toBe(size + 1)
    scope = await workspace.open()
    expect(scope.log.size).toBe(size + 1)
  })
})
