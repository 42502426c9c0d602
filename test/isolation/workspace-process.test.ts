import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FromWorkspace } from '../../core/contract/binding.ts'
import { workspaceContract } from '../../core/contract/workspace.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { listWorkspaces } from '../../core/firm/list-workspaces.ts'
import { openWorkspace, type OpenWorkspace } from '../../core/host/open-workspace.ts'
import { DocumentId, newId, ThreadId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { FirmOfThree, type Line } from './firm-of-three.ts'

let folder: ReturnType<typeof temporaryFolder>
let firm: FirmOfThree
let workspace: OpenWorkspace
let line: Line
beforeAll(async () => {
  folder = temporaryFolder()
  firm = new FirmOfThree(folder.path)
  await firm.setUp()
  await reopen()
})
afterAll(async () => {
  await workspace.lock()
  firm.signOut()
  folder.remove()
})

describe('S3: what belongs to another workspace answers as what never existed', () => {
  test('control: its own document is there', async () => {
    const { documents } = await workspace.caller.call('documents.list', {})
    const { open, partners, elsewhere } = firm.documents!
    expect(documents.map((one) => one.id).sort()).toStrictEqual([open, partners].sort())
    expect(documents.map((one) => one.id)).not.toContain(elsewhere)
  })

  test.each([
    ['documents.delete', {}],
    ['documents.regroup', { groups: ['everyone'] }],
    ['documents.open', {}],
    ['documents.text', { index: 0, end: 10 }],
    ['documents.bytes', { start: 0, end: 10 }],
    ['documents.readers', {}],
    ['documents.retry', {}],
  ])('%s', async (method, more) => {
    const before = await firm.dump()
    const replies = []
    for (const document of [firm.documents!.elsewhere, newId(DocumentId)]) {
      const { id: _id, ...reply } = await line.call(method, { ...named(method, document), ...more })
      replies.push(reply)
    }
    expect(replies[0]).toMatchObject({ kind: 'failed', code: 'not-found' })
    expect(replies[0]).toStrictEqual(replies[1])
    expect(await firm.dump()).toStrictEqual(before)
  })

  test.each([
    ['threads.open', {}],
    ['threads.rename', { title: 'Mine' }],
    ['threads.delete', {}],
    ['threads.unshare', {}],
    ['ask', { question: 'When is the rent due?' }],
  ])('%s in a thread of the other workspace, or in a colleague’s', async (method, more) => {
    const before = await firm.dump()
    const replies = []
    for (const thread of [firm.threads!.elsewhere, firm.threads!.members, newId(ThreadId)]) {
      const { id: _id, ...reply } = await line.call(method, { thread, ...more })
      replies.push(reply)
    }
    expect(replies[0]).toMatchObject({ kind: 'failed', code: 'not-found' })
    expect(replies[0]).toStrictEqual(replies[2])
    expect(replies[1]).toStrictEqual(replies[2])
    expect(await firm.dump()).toStrictEqual(before)
  })

  test('a search finds nothing of it, and neither does a question', async () => {
    const { hits } = await workspace.caller.call('search', { query: 'rent elsewhere', limit: 200 })
    expect(hits.length).toBeGreaterThan(0)
    expect(hits.map((hit) => hit.document)).not.toContain(firm.documents!.elsewhere)
    const { reply } = await workspace.caller.call('ask', {
      question: 'When is the rent of elsewhere.txt due?',
    })
    expect(reply.text).not.toContain('elsewhere')
  })
})

describe('S2: nothing in a request names or widens the scope', () => {
  /** Others are refused before anybody looks at the input. */
  const ownersMethods = Object.entries(workspaceContract)
    .filter(([, { policy }]) => policy.some((who) => who === 'owner'))
    .map(([method]) => method)
  const names = ['workspace', 'workspaceId', 'tenant', 'member', 'role', 'file', 'documents', 'reader']

  test.each(ownersMethods)('%s takes no field beyond its own', async (method) => {
    for (const name of names) {
      // A field that is the method's own is not tried.
      if (Object.hasOwn(validInput(method), name) || (method === 'members.add' && name === 'role')) continue
      const reply = await line.call(method, { ...validInput(method), [name]: firm.second })
      expect(reply, name).toMatchObject({
        kind: 'failed',
        code: 'bad-input',
        message: expect.stringMatching(/^The request was not understood/) as string,
      })
    }
  })

  test('control: the same inputs without such a field are understood', async () => {
    for (const method of ownersMethods) {
      const id = line.send(method, validInput(method))
      // It goes on until it is cancelled.
      if (method === 'model.watch') line.say('client', { kind: 'cancel', id })
      const reply = await line.reply(id)
      if (reply.kind !== 'failed') continue
      expect(reply.message, method).not.toMatch(/^The request was not understood/)
      expect(reply.code, method).not.toMatch(/^(refused|internal)$/)
    }
  })

  test('a message with a field beyond its own, or of another shape, is dropped', async () => {
    const before = line.heard.length
    const ids = [
      line.send('documents.list', {}, { workspace: firm.second }),
      line.send('documents.list', {}, { channel: 'control' }),
      line.send(null, {}),
      line.send(['documents.list'], {}),
    ]
    line.say('client', 'documents.list')
    line.say('client', { kind: 'call', id: 'first', method: 'documents.list', input: {} })
    line.say('client', { kind: 'open', workspace: firm.second })
    // What is answered later was sent later: the ones before it have had their turn.
    await line.call('workspace.about', {})
    const heard = JSON.stringify(line.heard.slice(before))
    for (const id of ids) expect(heard).not.toContain(String(id))
    expect(heard).not.toContain('first"')
  })

  test('an import reads only what main has offered, and a client offers nothing', async () => {
    const paths = ['/etc/hostname']
    const before = await firm.dump()
    line.say('client', { kind: 'offer', id: 1, paths })
    for (const more of [paths, [firm.file('offered.txt'), ...paths], [`${firm.folder}/../..`], ['/']])
      expect(await line.call('documents.import', { paths: more })).toMatchObject({
        kind: 'failed',
        code: 'bad-input',
        message: 'Choose the files again: only what you picked or dropped here can be imported.',
      })
    expect(await firm.dump()).toStrictEqual(before)
    // Control.
    expect(await line.call('documents.import', { paths: [firm.file('offered.txt')] })).toMatchObject({
      kind: 'result',
      value: { files: 1, ready: 1 },
    })
  })

  test('a person without a wrap has no binding, no name of the workspace and no process', async () => {
    await workspace.lock()
    await firm.signIn('member')
    expect((await listWorkspaces(firm.firm)).workspaces.map((one) => one.id)).toStrictEqual([firm.first])
    await expectRefusal(() => bindWorkspace(firm.firm, firm.second), 'not-member')
    await firm.signIn('owner')
    await reopen()
  })
})

describe('S4: what is not in the contract is refused', () => {
  test.each([
    '',
    'documents.steal',
    'DOCUMENTS.LIST',
    'documents.list ',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'open',
    'workspace.open',
  ])('"%s"', async (method) => {
    expect(await line.call(method, {})).toMatchObject({
      kind: 'failed',
      code: 'refused',
      message: 'There is no such request.',
    })
  })
})

describe('S3: one workspace in a process', () => {
  test('a second "open" is refused, even one that main itself has sealed for another workspace', async () => {
    const publicKey = await line.control((body) => {
      const message = FromWorkspace.parse(body)
      return message.kind === 'ready' ? message.publicKey : null
    })
    const binding = bindWorkspace(firm.firm, firm.second)
    const common = {
      workspace: binding.workspace,
      file: binding.file,
      member: binding.member.id,
      memberPublicKey: binding.member.publicKey,
      signingKey: binding.signingKey,
    }
    const handover = await binding.handover(publicKey)
    const from = line.heard.length
    line.say('control', { kind: 'open', ...common, ...binding.opening(), handover })
    const answer = await line.control((body) => {
      const message = FromWorkspace.parse(body)
      return ['failed', 'opened', 'found'].includes(message.kind) ? message : null
    }, from)
    expect(answer).toMatchObject({ kind: 'failed', code: 'refused' })
    line.say('control', { kind: 'create', ...common, memberName: 'Olive', handover })
    expect(await line.call('workspace.about', {})).toMatchObject({ value: { name: 'First client' } })
    const kinds = line.heard.slice(from).map((message) => JSON.stringify(message))
    expect(kinds.filter((message) => /"kind":"(opened|created)"/.test(message))).toStrictEqual([])
    // It still serves its own workspace and no other.
    const { documents } = await workspace.caller.call('documents.list', {})
    expect(documents.map((one) => one.id)).not.toContain(firm.documents!.elsewhere)
    await workspace.lock()
    await reopen()
  })

  test('a handover for one process opens nothing in another', async () => {
    const binding = bindWorkspace(firm.firm, firm.second)
    const stolen = await binding.handover(new Uint8Array(32).fill(9))
    const own = { ...binding, handover: () => Promise.resolve(stolen) }
    await expectRefusal(async () => await openWorkspace(own, { start: forkProcess }), 'tampered-wrap')
  })

  test('a handover for one workspace does not open the file of another', async () => {
    const [mine, other] = [bindWorkspace(firm.firm, firm.first), bindWorkspace(firm.firm, firm.second)]
    const crossed = { ...other, handover: (key: Uint8Array) => mine.handover(key) }
    await expectRefusal(async () => await openWorkspace(crossed, { start: forkProcess }), 'tampered-wrap')
  })
})

describe('S5: cancelling and locking', () => {
  test('cancel stops its own request and no other', async () => {
    const [first, second] = readTogether(() => {
      const ids = [line.send('search', { query: 'rent' }), line.send('search', { query: 'rent' })] as const
      line.say('client', { kind: 'cancel', id: ids[0] })
      line.say('client', { kind: 'cancel', id: ids[0] + 5_000 })
      line.say('client', { kind: 'cancel', id: 1 })
      line.say('client', { kind: 'cancel', id: ids[1], workspace: firm.second })
      return ids
    })
    expect(await line.reply(first)).toMatchObject({ kind: 'failed', code: 'cancelled' })
    expect(await line.reply(second)).toMatchObject({ kind: 'result' })
  })

  test('a stopped search left no entry that says it was shown', async () => {
    const size = async () => (await workspace.caller.call('log.list', { limit: 1 })).size
    const before = await size()
    const id = readTogether(() => {
      const sent = line.send('search', { query: 'rent' })
      line.say('client', { kind: 'cancel', id: sent })
      return sent
    })
    expect(await line.reply(id)).toMatchObject({ kind: 'failed', code: 'cancelled' })
    const { entries } = await workspace.caller.call('log.list', { limit: 10 })
    expect(entries.filter((entry) => entry.seq >= before && entry.type === 'search')).toStrictEqual([])
  })

  test('nothing arrives after a lock, and the process is gone', async () => {
    const late = workspace.caller.call('search', { query: 'rent' }).then(
      () => 'result',
      (error: { code?: string }) => error.code ?? 'defect',
    )
    await workspace.lock()
    const heard = line.heard.length
    expect(['result', 'process-ended', 'internal', 'cancelled']).toContain(await late)
    await expectRefusal(async () => await workspace.caller.call('search', { query: 'rent' }), 'process-ended')
    expect(() => process.kill(workspace.pid, 0)).toThrow('ESRCH')
    expect(line.heard).toHaveLength(heard)
    await reopen()
  })
})

/** The process finds all that is said meanwhile at once: a search may otherwise be done before its end is asked for. */
function readTogether<T>(say: () => T): T {
  process.kill(workspace.pid, 'SIGSTOP')
  try {
    return say()
  } finally {
    process.kill(workspace.pid, 'SIGCONT')
  }
}

async function reopen(): Promise<void> {
  ;({ workspace, line } = await firm.open(firm.first))
  await workspace.offer([firm.folder])
  await workspace.offerTarget(target())
}

function target(): string {
  return join(firm.folder, 'log.zip')
}

/** A document as the input of a method names it. */
function named(method: string, document: string): object {
  return method === 'documents.regroup' ? { documents: [document] } : { document }
}

/** An input that is right in form. */
function validInput(method: string): object {
  const document = newId(DocumentId)
  switch (method) {
    case 'members.add':
      return { member: document, name: 'New', role: 'auditor', publicKey: new Uint8Array(32).fill(1) }
    case 'groups.add':
      return { name: 'advisers' }
    case 'documents.import':
      return { paths: [firm.file('more.txt')] }
    case 'documents.regroup':
      return { documents: [document], groups: [] }
    case 'documents.adopt':
      return { groups: ['everyone'] }
    case 'folders.regroup':
      return { folder: 'Leases', groups: [] }
    case 'folders.readers':
      return { folder: 'Leases' }
    case 'groups.rename':
      return { group: document, name: 'advisers' }
    case 'groups.remove':
      return { group: document }
    case 'groups.join':
    case 'groups.leave':
      return { group: document, member: document }
    case 'members.setRole':
      return { member: document, role: 'auditor' }
    case 'members.prepareRemoval':
    case 'members.remove':
    case 'members.readable':
      return { member: document }
    case 'access.preview':
      return { change: { kind: 'group-removed', group: document } }
    case 'documents.readers':
    case 'documents.delete':
    case 'documents.open':
    case 'documents.retry':
      return { document }
    case 'documents.text':
      return { document, index: 0, end: 10 }
    case 'documents.bytes':
      return { document, start: 0, end: 10 }
    case 'threads.open':
    case 'threads.delete':
    case 'threads.unshare':
      return { thread: document }
    case 'threads.rename':
      return { thread: document, title: 'Rent' }
    case 'threads.share':
      return { thread: document, with: { groups: [], members: [document] } }
    case 'log.entry':
      return { seq: 0 }
    case 'log.more':
      return { visit: 0, before: 1 }
    case 'instructions.set':
      return { instructions: 'Answer in one sentence.', temperature: 0 }
    case 'prompts.save':
      return { title: 'Rent', text: 'When is the rent due?' }
    case 'prompts.delete':
      return { id: document }
    case 'threads.export':
      return { thread: document, target: target(), format: 'markdown' }
    case 'adapters.import':
      return { path: firm.file('adapter.bin'), name: 'letters', statement: 'The letters of this client.' }
    case 'adapters.choose':
    case 'adapters.remove':
      return { adapter: document }
    case 'grants.preview':
    case 'grants.approve':
    case 'grants.refuse':
    case 'grants.revoke':
    case 'openings.grant':
    case 'openings.refuse':
    case 'openings.revoke':
    case 'across.grant':
    case 'across.decline':
      return { grant: document }
    case 'grants.approveFull':
      return { grant: document, reason: 'why' }
    case 'across.search':
      return { look: document, sealed: new Uint8Array(1), recipient: `age1${'q'.repeat(58)}` }
    case 'across.set':
      return { setting: 'never' }
    case 'answer.trace':
      return { answer: document }
    case 'model.select':
      return { task: 'embed', sha256: null }
    case 'log.saveReceipt':
      return { target: target(), text: firm.receipt }
    case 'log.checkReceipt':
      return { text: firm.receipt }
    case 'log.export':
      return { target: target() }
    case 'search':
      return { query: 'rent' }
    case 'ask':
      return { question: 'When is the rent due?' }
    default:
      return {}
  }
}
