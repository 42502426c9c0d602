import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workspaceContract } from '../../core/contract/workspace.ts'
import { AdapterId, AnswerId, newId, PromptId, StaffId, ThreadId } from '../../core/ids.ts'
import { Role } from '../../core/roles.ts'
import type { OpenWorkspace } from '../../core/host/open-workspace.ts'
import { tinyLora } from '../../models/tiny-llama.ts'
import { temporaryFolder } from '../builders.ts'
import { acrossInput, type FileBytes, FirmOfThree, type Line } from './firm-of-three.ts'

/** Who may do what, written down by hand: a change of the contract's policies has to be made here as well. */
const matrix: Record<string, Record<Role, boolean>> = {
  'workspace.about': { owner: true, member: true, auditor: true },
  'members.list': { owner: true, member: false, auditor: false },
  'members.add': { owner: true, member: false, auditor: false },
  'members.setRole': { owner: true, member: false, auditor: false },
  'members.prepareRemoval': { owner: true, member: false, auditor: false },
  'members.remove': { owner: true, member: false, auditor: false },
  'groups.add': { owner: true, member: false, auditor: false },
  'groups.rename': { owner: true, member: false, auditor: false },
  'groups.join': { owner: true, member: false, auditor: false },
  'groups.leave': { owner: true, member: false, auditor: false },
  'groups.remove': { owner: true, member: false, auditor: false },
  'documents.readers': { owner: true, member: false, auditor: true },
  'members.readable': { owner: true, member: false, auditor: true },
  'folders.readers': { owner: true, member: false, auditor: false },
  'access.preview': { owner: true, member: false, auditor: false },
  'documents.import': { owner: true, member: true, auditor: false },
  'documents.imported': { owner: true, member: true, auditor: false },
  'documents.retry': { owner: true, member: true, auditor: false },
  'imports.resume': { owner: true, member: true, auditor: false },
  'imports.waiting': { owner: true, member: true, auditor: false },
  'imports.discard': { owner: true, member: true, auditor: false },
  'documents.list': { owner: true, member: true, auditor: false },
  'documents.open': { owner: true, member: true, auditor: false },
  'documents.text': { owner: true, member: true, auditor: false },
  'documents.bytes': { owner: true, member: true, auditor: false },
  'documents.regroup': { owner: true, member: false, auditor: false },
  'folders.regroup': { owner: true, member: false, auditor: false },
  'documents.adopt': { owner: true, member: false, auditor: false },
  'documents.delete': { owner: true, member: false, auditor: false },
  'model.state': { owner: true, member: true, auditor: true },
  'model.watch': { owner: true, member: true, auditor: true },
  'model.select': { owner: true, member: false, auditor: false },
  search: { owner: true, member: true, auditor: false },
  ask: { owner: true, member: true, auditor: false },
  'answer.trace': { owner: true, member: true, auditor: true },
  'threads.list': { owner: true, member: true, auditor: false },
  'threads.open': { owner: true, member: true, auditor: false },
  'threads.rename': { owner: true, member: true, auditor: false },
  'threads.audience': { owner: true, member: true, auditor: false },
  'threads.share': { owner: true, member: true, auditor: false },
  'threads.unshare': { owner: true, member: true, auditor: false },
  'threads.delete': { owner: true, member: true, auditor: false },
  'threads.export': { owner: true, member: true, auditor: false },
  'answers.model': { owner: true, member: true, auditor: false },
  'instructions.get': { owner: true, member: true, auditor: false },
  'instructions.set': { owner: true, member: false, auditor: false },
  'prompts.list': { owner: true, member: true, auditor: false },
  'prompts.save': { owner: true, member: true, auditor: false },
  'prompts.delete': { owner: true, member: true, auditor: false },
  'adapters.list': { owner: true, member: true, auditor: false },
  'adapters.import': { owner: true, member: false, auditor: false },
  'adapters.choose': { owner: true, member: false, auditor: false },
  'adapters.remove': { owner: true, member: false, auditor: false },
  'log.list': { owner: true, member: false, auditor: true },
  'log.more': { owner: true, member: false, auditor: true },
  'log.entry': { owner: true, member: false, auditor: true },
  'log.check': { owner: true, member: false, auditor: true },
  'log.previewExport': { owner: true, member: false, auditor: true },
  'log.export': { owner: true, member: false, auditor: true },
  'log.receipt': { owner: true, member: false, auditor: true },
  'log.saveReceipt': { owner: true, member: false, auditor: true },
  'log.checkReceipt': { owner: true, member: false, auditor: true },
  'grants.list': { owner: true, member: false, auditor: false },
  'grants.preview': { owner: true, member: false, auditor: false },
  'grants.approve': { owner: true, member: false, auditor: false },
  'grants.approveFull': { owner: true, member: false, auditor: false },
  'grants.revoke': { owner: true, member: false, auditor: false },
  'grants.refuse': { owner: true, member: false, auditor: false },
  'openings.ask': { owner: false, member: false, auditor: true },
  'openings.list': { owner: true, member: false, auditor: true },
  'openings.grant': { owner: true, member: false, auditor: false },
  'openings.revoke': { owner: true, member: false, auditor: false },
  'openings.refuse': { owner: true, member: false, auditor: false },
  'across.key': { owner: true, member: true, auditor: true },
  'across.search': { owner: true, member: true, auditor: false },
  'across.list': { owner: true, member: false, auditor: false },
  'across.grant': { owner: true, member: false, auditor: false },
  'across.decline': { owner: true, member: false, auditor: false },
  'across.set': { owner: true, member: false, auditor: false },
}

/** Tables that hold the log and what is signed of it: the only ones that a refused call may touch. */
const logTables = new Set(['entry', 'opening', 'opening_source', 'log_node', 'log_checkpoint'])

/** What there is to do something with. */
interface Given {
  thread: ThreadId
  answer: AnswerId
  /** To the log. */
  visit: number
  prompt: PromptId
  adapter: AdapterId
  across: object
}

const nothing: Given = {
  thread: newId(ThreadId),
  answer: newId(AnswerId),
  visit: 0,
  prompt: newId(PromptId),
  adapter: newId(AdapterId),
  across: {},
}

let folder: ReturnType<typeof temporaryFolder>
let firm: FirmOfThree
let given: Given = nothing
beforeAll(async () => {
  folder = temporaryFolder()
  firm = new FirmOfThree(folder.path)
  await firm.setUp()
})
beforeAll(async () => await firm.setUpRequests())
afterAll(() => {
  firm.signOut()
  folder.remove()
})

/** An input that is right in form and would do something. Deleting and removing come last. */
function inputs(role: Role, { thread, answer, visit, prompt, adapter, across }: Given): [string, object][] {
  const { open } = firm.documents!
  const { partners, spare } = firm.groups!
  const { owner, member } = firm.people!
  const other = role === 'owner' ? member : owner
  firm.file(`${role}.txt`)
  const [grant, otherGrant] = firm.requests.grants
  const [openings, otherOpenings] = firm.requests.openings
  return [
    ['workspace.about', {}],
    ['members.list', {}],
    [
      'members.add',
      { member: newId(StaffId), name: 'New', role: 'owner', publicKey: new Uint8Array(randomBytes(32)) },
    ],
    ['members.setRole', { member: firm.people!.auditor, role: 'auditor' }],
    ['groups.add', { name: `group of ${role}` }],
    ['groups.rename', { group: spare, name: `spare of ${role}` }],
    ['groups.join', { group: spare, member }],
    ['groups.leave', { group: spare, member }],
    ['access.preview', { change: { kind: 'group-removed', group: partners } }],
    ['groups.remove', { group: spare }],
    ['documents.import', { paths: [join(firm.folder, 'files')], groups: ['everyone'] }],
    ['documents.imported', {}],
    ['documents.retry', { document: open }],
    ['imports.resume', {}],
    ['imports.waiting', {}],
    ['imports.discard', {}],
    ['documents.list', {}],
    ['documents.open', { document: open }],
    ['documents.text', { document: open, index: 0, end: 10 }],
    ['documents.bytes', { document: open, start: 0, end: 10 }],
    ['documents.readers', { document: open }],
    ['members.readable', { member }],
    ['documents.regroup', { documents: [open], groups: ['everyone'] }],
    ['folders.readers', { folder: 'files' }],
    ['folders.regroup', { folder: 'files', groups: [], told: 100 }],
    ['documents.adopt', { groups: ['everyone'] }],
    ['model.state', {}],
    ['model.watch', {}],
    ['model.select', { task: 'embed', sha256: null }],
    ['search', { query: 'rent' }],
    ['ask', { question: 'When is the rent due?' }],
    ['answer.trace', { answer }],
    ['threads.list', {}],
    ['threads.open', { thread }],
    ['threads.rename', { thread, title: 'Rent' }],
    ['threads.audience', {}],
    ['threads.share', { thread, with: { groups: [], members: [other] } }],
    ['threads.unshare', { thread }],
    ['threads.export', { thread, target: targetOf(role, 'md'), format: 'markdown' }],
    ['answers.model', {}],
    ['threads.delete', { thread }],
    ['instructions.get', {}],
    ['instructions.set', { instructions: 'Answer in one sentence.', temperature: 0 }],
    ['prompts.list', {}],
    ['prompts.save', { title: 'Rent', text: 'When is the rent due?' }],
    ['prompts.delete', { id: prompt }],
    ['adapters.list', {}],
    [
      'adapters.import',
      {
        path: adapterFile(role),
        name: 'letters',
        statement: 'The letters of this client from 2024, as we wrote them.',
      },
    ],
    ['adapters.choose', { adapter, onDiskAccepted: true }],
    ['adapters.remove', { adapter }],
    ['log.list', {}],
    ['log.more', { visit, before: 1 }],
    ['log.entry', { seq: 0 }],
    ['log.check', {}],
    ['log.previewExport', {}],
    ['log.export', { target: targetOf(role) }],
    ['log.receipt', {}],
    ['log.saveReceipt', { target: receiptOf(role), text: firm.receipt }],
    ['log.checkReceipt', { text: firm.receipt }],
    ['grants.list', {}],
    ['grants.preview', { grant }],
    ['grants.approve', { grant }],
    ['grants.approveFull', { grant, reason: 'why' }],
    ['grants.revoke', { grant }],
    ['grants.refuse', { grant: otherGrant }],
    ['openings.ask', { entries: [0], reason: 'why' }],
    ['openings.list', {}],
    ['openings.grant', { grant: openings }],
    ['openings.revoke', { grant: openings }],
    ['openings.refuse', { grant: otherOpenings }],
    ['across.key', {}],
    ['across.search', across],
    ['across.list', {}],
    ['across.grant', { grant: firm.requests.across[0] }],
    ['across.decline', { grant: firm.requests.across[0] }],
    ['across.set', { setting: 'never' }],
    ['documents.delete', { document: open }],
    ['members.prepareRemoval', { member }],
    ['members.remove', { member }],
  ]
}

test('S4: the matrix has every method, and the inputs too', () => {
  expect(Object.keys(matrix).sort()).toStrictEqual(Object.keys(workspaceContract).sort())
  expect(
    inputs('owner', nothing)
      .map(([method]) => method)
      .sort(),
  ).toStrictEqual(Object.keys(matrix).sort())
})

// The owner, who deletes the document and removes the member, comes last.
describe.each(['member', 'auditor', 'owner'] as const)('S4: as %s', (role) => {
  let workspace: OpenWorkspace
  let line: Line
  beforeAll(async () => {
    await firm.signIn(role)
    ;({ workspace, line } = await firm.open(firm.first))
    await workspace.offer([firm.folder])
    await workspace.offerTarget(targetOf(role))
    await workspace.offerTarget(receiptOf(role))
    await workspace.offerTarget(targetOf(role, 'md'))
  })
  afterAll(async () => await workspace.lock())

  test('every method answers or refuses as the matrix says', async () => {
    // An auditor has no thread; the refusal comes before anybody looks for one.
    if (role !== 'auditor') given = { ...given, ...(await asked(workspace)) }
    if (role !== 'member') given = { ...given, visit: (await workspace.caller.call('log.list', {})).visit }
    if (role === 'owner') given = { ...given, adapter: await newAdapter(workspace) }
    given = { ...given, across: await acrossInput(workspace) }
    // What the last refusal left is what the next one finds.
    let known: Map<string, string> | null = null
    for (const [method, input] of inputs(role, given)) {
      if (matrix[method]?.[role]) {
        known = null
        const call = line.send(method, input)
        // It goes on until it is told to stop.
        if (method === 'model.watch') line.say('client', { kind: 'cancel', id: call })
        expect(await line.reply(call), `${role} ${method}`).toMatchObject({ kind: 'result' })
        continue
      }
      const before = known ?? (await firm.dump())
      const reply = await refusedInPlace(`${role} ${method}`, async () => await line.call(method, input))
      expect(reply, `${role} ${method}`).toMatchObject({ kind: 'failed', code: 'refused' })
      expect(reply.kind === 'failed' && reply.message).toMatch(/^Only .* of this workspace can do that\.$/)
      const after = await firm.dump()
      known = after
      expect([...after.keys()]).toStrictEqual([...before.keys()])
      const changed = [...after.keys()].filter((table) => after.get(table) !== before.get(table))
      expect(
        changed.filter((table) => !logTables.has(table)),
        `${role} ${method}`,
      ).toStrictEqual([])
      // The refusal itself is in the log, under the name of who was refused.
      expect(changed).toContain('entry')
      const gained =
        after
          .get('entry')
          ?.slice(before.get('entry')?.length ?? 0)
          .replaceAll('\\', '') ?? ''
      for (const part of [
        '"type":"call.refused"',
        '"outcome":"refused"',
        `"role":"${role}"`,
        `"actor":"${firm.firm.staff.id}"`,
        `"about":{"method":"${method}"}`,
      ])
        expect(gained).toContain(part)
    }
  })

  test('a refusal comes before a look at the input', async () => {
    for (const [method, roles] of Object.entries(matrix)) {
      const reply = await line.call(method, { nonsense: true })
      expect(reply, `${role} ${method}`).toMatchObject({
        kind: 'failed',
        code: roles[role] ? 'bad-input' : 'refused',
      })
    }
  })
})

test('S4: an operator is a member nowhere, and no role of a workspace', () => {
  expect(Role.options).toStrictEqual(['owner', 'member', 'auditor'])
})

/**
 * Makes a call that is to be refused, and holds the bytes of the file before and after against each other: the file
 * itself is the same, and what was appended to the write-ahead log are pages of the log of the workspace alone. Where
 * SQLite has just brought its log into the file, the call is made once more.
 */
async function refusedInPlace<Reply>(where: string, call: () => Promise<Reply>): Promise<Reply> {
  const before = firm.bytes
  const reply = await call()
  const after = firm.bytes
  const [old, grown] = [frames(before), frames(after)]
  if (old.salts !== '' && old.salts !== grown.salts) return await refusedInPlace(where, call)
  expect(grown.frames.slice(0, old.frames.length)).toStrictEqual(old.frames)
  const pages = await firm.pagesOf(logTables)
  expect(Buffer.from(after.main).equals(before.main), where).toBe(true)
  expect(
    grown.frames
      .slice(old.frames.length)
      .map((frame) => frame.readUInt32BE(0))
      .filter((page) => page !== 1 && !pages.has(page)),
    where,
  ).toStrictEqual([])
  return reply
}

/**
 * The frames of a write-ahead log that count: those with the salts of its header
 * (https://sqlite.org/fileformat2.html#walformat). Each begins with the number of its page.
 */
function frames({ wal }: FileBytes): { salts: string; frames: Buffer[] } {
  const bytes = Buffer.from(wal)
  // Cut to nothing after something was erased.
  if (bytes.length === 0) return { salts: '', frames: [] }
  const salts = bytes.toString('hex', 16, 24)
  const frameBytes = 24 + bytes.readUInt32BE(8)
  const found: Buffer[] = []
  for (let at = 32; at + frameBytes <= bytes.length; at += frameBytes) {
    if (bytes.toString('hex', at + 8, at + 16) !== salts) break
    found.push(bytes.subarray(at, at + frameBytes))
  }
  return { salts, frames: found }
}

function targetOf(role: Role, ending = 'zip'): string {
  return join(firm.folder, `${role}.${ending}`)
}

function receiptOf(role: Role): string {
  return join(firm.folder, `${role}-receipt.txt`)
}

async function asked({ caller }: OpenWorkspace): Promise<Pick<Given, 'thread' | 'answer' | 'prompt'>> {
  const { thread, answer } = await caller.call('ask', { question: 'How high is the rent?' })
  const { id } = await caller.call('prompts.save', { title: 'Old', text: 'How high is the rent?' })
  return { thread, answer, prompt: id }
}

async function newAdapter({ caller }: OpenWorkspace): Promise<AdapterId> {
  const statement = 'The letters of this client from 2023, as we wrote them.'
  const { id } = await caller.call('adapters.import', { path: adapterFile('first'), name: 'old', statement })
  return id
}

function adapterFile(seed: string): string {
  const path = join(firm.folder, `${seed}.gguf`)
  writeFileSync(path, tinyLora({ seed }))
  return path
}
