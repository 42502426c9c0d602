import { copyFileSync, mkdirSync, readdirSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Entry } from '../../core/audit/entry.ts'
import { events } from '../../core/audit/event.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { DownloadFailure } from '../../core/install/download-failure.ts'
import { Main } from '../../core/host/main.ts'
import type { OpenWorkspace, WorkspaceCaller } from '../../core/host/open-workspace.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { encryptTo, newAgeIdentity } from '../../core/keys/age.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { tinyEmbedder } from '../../models/tiny-bert.ts'
import { tinyLlama, tinyLora } from '../../models/tiny-llama.ts'
import { temporaryFolder } from '../builders.ts'
import { leastStretch } from '../keys/least-stretch.ts'
import { builtInFolder } from '../embed/built-in-folder.ts'
import { smallDisk } from '../faults/small-disk.ts'
import { workspaceKey } from '../faults/small-firm.ts'
import { expectRefusal } from '../keys/refusal.ts'
import { choose } from '../models/choose.ts'
import { writeModel } from '../models/model-files.ts'
import { behindTheGuards, operate } from './surgery.ts'

const folder = temporaryFolder()
const disk = smallDisk(folder.path, 1)
afterAll(() => {
  disk?.remove()
  folder.remove()
})

const bytes = (text: string) => new TextEncoder().encode(text)
const [ana, mia, otto, aude] = [
  'copper lanterns under seven hills',
  'eleven quiet ferries at dusk',
  'a kettle of sparrows and rope',
  'nine marble stairs going west',
] as const
const files = join(folder.path, 'files')

beforeAll(async () => {
  await builtInFolder()
  mkdirSync(files)
  for (const number of [1, 2, 3, 4])
    writeFileSync(join(files, `${number}.txt`), `The rent of flat ${number} is due in May.`)
  writeFileSync(join(files, 'bad.pdf'), '%PDF-1.7\n1 0 obj <</Length 9')
})

/** One installation, from the outside: what a shell and the command line can do, and nothing else. */
class Installation {
  readonly home: Home
  main: Main
  readonly #types = new Set<string>()

  constructor(name: string) {
    this.home = new Home(join(folder.path, name))
    this.main = this.start()
  }

  /** On a computer without a network. */
  start(): Main {
    return new Main(this.home, forkProcess, {
      get: () => Promise.reject(new DownloadFailure('There is no network.', { keep: true })),
      retryMs: [],
    })
  }

  get client() {
    return this.main.client()
  }

  async signIn(staff: string | null, passphrase: string): Promise<void> {
    await this.client.call('firm.signIn', { staff, passphrase: bytes(passphrase) })
  }

  async signOut(): Promise<void> {
    await this.client.call('firm.signOut', {})
  }

  async lock(workspace: WorkspaceId): Promise<void> {
    await this.client.call('workspaces.lock', { workspace })
  }

  async open(workspace: WorkspaceId, goOn: string | null = null): Promise<WorkspaceCaller> {
    await this.client.call('workspaces.open', { workspace, goOn })
    return this.main.bound(workspace).caller
  }

  /** Takes down the types in a workspace's log so far. */
  async takeDown(caller: WorkspaceCaller): Promise<void> {
    const { entries } = await caller.call('log.list', { limit: 1_000 })
    for (const { type } of entries) this.#types.add(type)
  }

  add(types: readonly string[]): void {
    for (const type of types) this.#types.add(type)
  }

  /** All of them, with those of the firm's log; nobody is signed in any more. */
  async types(passphrase: string): Promise<Set<string>> {
    await this.main.close()
    const firm = await signIn(this.home, { staff: 'Ana', passphrase: bytes(passphrase) })
    for (const { leaf } of firm.parts.log.log.leaves(0, 10_000))
      this.#types.add(Entry.parse(JSON.parse(leaf)).type)
    firm.signOut()
    return this.#types
  }
}

test('A1: every type of entry is left by something that a person did, through real processes', async () => {
  const here = new Installation('here')
  await createFirm(
    here.home,
    {
      name: 'Firm',
      staff: 'Ana',
      keyStore: 'passphrase',
      passphrase: bytes(ana),
    },
    leastStretch(),
  )
  await here.signIn(null, ana)
  const { id: member } = await here.client.call('staff.add', {
    name: 'Mia',
    role: 'staff',
    passphrase: bytes(mia),
  })
  await here.client.call('settings.set', { theme: 'dark', lockMinutes: 5 })
  const { workspace } = await here.client.call('workspaces.create', {
    name: bytes('Client'),
    colour: 0,
  })
  const sheet = await asOwner(here, workspace, member)
  await grants(here, workspace)
  await parting(here, member)
  await accounts(here)
  await someWhoMayNot(here, workspace)
  await restored(here, workspace)
  await damage(here, workspace)
  const { sha256 } = await here.client.call('support.preview', {})
  const target = join(folder.path, 'support.zip')
  here.main.offerTarget(target)
  await here.client.call('support.save', { sha256, target })
  const seen = await here.types(ana)

  const there = await recovered(here.home.workspaceFile(workspace), sheet)
  const all = [...seen, ...there].sort()
  const expected = Object.keys(events)
  // A disk that is full takes one that may be mounted.
  const possible = disk ? expected : expected.filter((type) => type !== 'call.failed')
  expect([...new Set(all)]).toEqual(possible.sort())
}, 300_000)

/** A day of an owner's. */
async function asOwner(here: Installation, workspace: WorkspaceId, member: string): Promise<Uint8Array> {
  const caller = await here.open(workspace)
  const open = here.main.bound(workspace)
  const { staff } = await here.client.call('staff.list', {})
  const person = staff.find(({ id }) => id === member)
  if (!person) throw new Error('nobody')
  const { id, name, publicKey } = person
  await caller.call('members.add', { member: id, name, role: 'member', publicKey })
  await here.client.call('workspaces.admit', { workspace, staff: id })
  const { group } = await caller.call('groups.add', { name: 'partners' })
  await caller.call('groups.join', { group, member: id })
  await caller.call('groups.leave', { group, member: id })
  await caller.call('groups.rename', { group, name: 'directors' })
  await caller.call('groups.remove', { group })
  await caller.call('members.list', {})
  await caller.call('members.readable', { member: id })

  await open.offer([files])
  await caller.call('documents.import', { paths: [files] })
  const more = join(folder.path, 'more')
  mkdirSync(more)
  // More than can be read before the word to stop has come to where they are read.
  for (let number = 1; number <= 60; number += 1)
    writeFileSync(join(more, `${number}.txt`), `The keys of flat ${number} are lost.`)
  await open.offer([more])
  const stop = new AbortController()
  await expectRefusal(
    async () =>
      await caller.call(
        'documents.import',
        { paths: [more] },
        { signal: stop.signal, onEvent: () => stop.abort() },
      ),
    'cancelled',
  )
  await caller.call('imports.discard', {})

  await inFolder(caller, open)

  const { documents } = await caller.call('documents.list', {})
  const [document] = documents.filter(({ status }) => status === 'ready').map((one) => one.id)
  if (!document) throw new Error('nothing was imported')
  await caller.call('documents.open', { document })
  await caller.call('documents.text', { document, index: 0, end: 10 })
  await caller.call('documents.readers', { document })
  await caller.call('documents.regroup', { documents: [document], groups: ['everyone'] })
  await chooseAnotherEmbedder(here, caller)
  await caller.call('search', { query: 'rent' })
  const { thread, answer } = await caller.call('ask', { question: 'When is the rent of flat 1 due?' })
  await caller.call('answer.trace', { answer })
  await caller.call('threads.list', {})
  await caller.call('threads.open', { thread })
  await caller.call('threads.share', { thread, with: { groups: [], members: [id] } })
  await caller.call('threads.unshare', { thread })
  await caller.call('threads.rename', { thread, title: 'Rent' })
  const written = join(folder.path, 'thread.md')
  await open.offerTarget(written)
  await caller.call('threads.export', { thread, target: written, format: 'markdown' })
  await caller.call('threads.delete', { thread })
  await instruct(caller)
  await adapt(open)
  await letModelSearch(here, caller)
  await caller.call('documents.delete', { document })

  await caller.call('log.entry', { seq: 0 })
  await caller.call('log.check', {})
  const { text } = await caller.call('log.receipt', {})
  await caller.call('log.checkReceipt', { text })
  await caller.call('log.previewExport', {})
  const bundle = join(folder.path, 'bundle.zip')
  await open.offerTarget(bundle)
  await caller.call('log.export', { target: bundle })
  const { recoveryKey } = await here.client.call('workspaces.newRecoverySheet', { workspace })
  const sheet = recoveryKey.slice()
  await here.client.call('workspaces.confirmRecoverySheet', { workspace, recoveryKey })
  const backup = join(folder.path, 'backup.zip')
  here.main.offerTarget(backup)
  await here.client.call('workspaces.backup', { workspace, target: backup })
  if (disk) await exportToFullDisk(here, workspace, disk.path)
  await here.takeDown(caller)
  await here.client.call('workspaces.lock', { workspace })
  return sheet
}

/** A folder that is brought in, looked at, and gone with its document. */
async function inFolder(caller: WorkspaceCaller, open: OpenWorkspace): Promise<void> {
  const path = join(folder.path, 'Letters')
  mkdirSync(path)
  writeFileSync(join(path, 'letter.txt'), 'The letter of the tenant.')
  await open.offer([path])
  await caller.call('documents.import', { paths: [path] })
  await caller.call('folders.readers', { folder: 'Letters' })
  const { documents } = await caller.call('documents.list', {})
  const letter = documents.find((one) => one.folder === 'Letters')
  if (!letter) throw new Error('nothing was imported')
  await caller.call('documents.delete', { document: letter.id })
}

/** Takes an embedder in, lets it read everything anew, and goes back to the one that comes with the app. */
async function chooseAnotherEmbedder(here: Installation, caller: WorkspaceCaller): Promise<void> {
  const { client } = here
  const model = writeModel(join(folder.path, 'embedder'), tinyEmbedder({ seed: 'other', words: ['rent'] }))
  here.main.offerModelFiles([model])
  const embedder = { pooling: 'mean', prefix: { query: '', passage: '' } } as const
  const { id } = await client.call('models.importFile', {
    paths: [model],
    name: 'other',
    licence: 'MIT',
    embedder,
  })
  await choose(caller, 'other')
  await choose(caller, 'built-in')
  await client.call('models.install', { name: 'all-minilm-l6-v2' })
  await client.call('models.discard', { name: 'all-minilm-l6-v2' })
  await client.call('models.remove', { id })
  await client.call('models.switchDownloadsOff', {})
}

/** What an owner wants of answers, and a question to ask again. */
async function instruct(caller: WorkspaceCaller): Promise<void> {
  await caller.call('instructions.get', {})
  await caller.call('instructions.set', { instructions: 'Answer in one sentence.', temperature: 0 })
  const { id } = await caller.call('prompts.save', { title: 'Rent', text: 'When is the rent due?' })
  await caller.call('prompts.list', {})
  await caller.call('prompts.delete', { id })
}

/** A language model that asks for other passages before it answers. */
async function letModelSearch(here: Installation, caller: WorkspaceCaller): Promise<void> {
  const path = join(folder.path, 'searcher.gguf')
  writeFileSync(path, tinyLlama({ seed: 'searcher', says: [' [1]', ' SEARCH: ', ':'], contextTokens: 4_096 }))
  here.main.offerModelFiles([path])
  await here.client.call('models.importFile', { paths: [path], name: 'searcher', licence: 'MIT' })
  const { choices } = await caller.call('model.state', {})
  const model = choices.find(({ task }) => task === 'generate')
  if (!model) throw new Error('no language model')
  await caller.call('model.select', { task: 'generate', sha256: model.sha256 })
  await caller.call('ask', { question: 'When is the rent of flat 2 due?' })
  await caller.call('model.select', { task: 'generate', sha256: null })
}

/** An adapter of this client's, and one that is said to be of several. */
async function adapt(open: OpenWorkspace): Promise<void> {
  const { caller } = open
  const path = join(folder.path, 'adapter.gguf')
  writeFileSync(path, tinyLora({ seed: 'journey' }))
  await open.offer([path])
  const adapter = { path, name: 'letters', statement: 'The letters of this client, as we wrote them.' }
  const { id } = await caller.call('adapters.import', adapter)
  await expectRefusal(
    async () =>
      await caller.call('adapters.import', { ...adapter, statement: 'The letters of all our clients.' }),
    'refused',
  )
  await caller.call('adapters.list', {})
  await caller.call('adapters.choose', { adapter: id, onDiskAccepted: true })
  await caller.call('adapters.choose', { adapter: null })
  await caller.call('adapters.remove', { adapter: id })
}

/** An operator who asks to look at the log, an auditor who asks for openings, and a member who looks across workspaces. */
async function grants(here: Installation, workspace: WorkspaceId): Promise<void> {
  await here.client.call('staff.add', { name: 'Otto', role: 'operator', passphrase: bytes(otto) })
  const { id } = await here.client.call('staff.add', { name: 'Aude', role: 'staff', passphrase: bytes(aude) })
  const { staff } = await here.client.call('staff.list', {})
  const { publicKey } = staff.find((one) => one.id === id)!
  let owner = await here.open(workspace)
  await owner.call('members.add', { member: id, name: 'Aude', role: 'auditor', publicKey })
  await here.client.call('workspaces.admit', { workspace, staff: id })
  const { number } = await owner.call('grants.list', {})
  await here.signOut()

  await here.signIn('Otto', otto)
  const ask = async () =>
    (await here.client.call('grants.ask', { number, reason: 'why', level: 'full' })).grant
  const [given, short, refused, withdrawn] = [await ask(), await ask(), await ask(), await ask()]
  await here.client.call('grants.withdraw', { grant: withdrawn })
  await here.signOut()

  await here.signIn('Aude', aude)
  const auditor = await here.open(workspace)
  const askOpenings = async () => (await auditor.call('openings.ask', { entries: [0], reason: 'why' })).grant
  const openings = [await askOpenings(), await askOpenings(), await askOpenings()] as const
  await here.signOut()

  await here.signIn('Mia', mia)
  expect(await lookAcross(here, workspace)).toBe('refused')
  await here.signOut()

  await here.signIn('Ana', ana)
  owner = await here.open(workspace)
  for (const grant of [given, short]) await owner.call('grants.approve', { grant, hours: 1 })
  await owner.call('grants.approveFull', { grant: given, reason: 'why' })
  await owner.call('grants.refuse', { grant: refused })
  for (const grant of [openings[0], openings[1]]) await owner.call('openings.grant', { grant, hours: 1 })
  await owner.call('openings.refuse', { grant: openings[2] })
  await owner.call('openings.revoke', { grant: openings[1] })
  const [asked] = (await owner.call('across.list', {})).requests
  await owner.call('across.grant', { grant: asked!.grant })
  await owner.call('across.decline', { grant: asked!.grant })
  await owner.call('across.set', { setting: 'allow' })
  await here.signOut()

  await here.signIn('Otto', otto)
  await here.client.call('grants.look', { grant: given })
  await here.signOut()
  await here.signIn('Mia', mia)
  expect(await lookAcross(here, workspace)).toBe('found')
  await here.signOut()
  await here.signIn('Ana', ana)
  owner = await here.open(workspace)
  await owner.call('grants.revoke', { grant: given })
  await here.takeDown(owner)
  await here.signOut()

  // Two hours later, by the clock of all processes.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * 3_600_000)
  await here.signIn('Ana', ana)
  owner = await here.open(workspace)
  await owner.call('openings.list', {})
  await here.takeDown(owner)
  await here.lock(workspace)
  vi.restoreAllMocks()
}

/** As the page does: the question is sealed to the process, the answer to the page. */
async function lookAcross(here: Installation, workspace: WorkspaceId): Promise<string> {
  const { client } = here
  const page = await newAgeIdentity()
  let came = ''
  await client.call(
    'across.search',
    { workspaces: [{ workspace }], recipient: page.recipient },
    {
      onEvent(event, said) {
        if (event === 'across.ready')
          void encryptTo(said.recipient, bytes(JSON.stringify({ query: 'rent', reason: 'why' }))).then(
            async (sealed) => await client.call('across.ask', { look: said.look, workspace, sealed }),
          )
        else if (event === 'across.found' || event === 'across.refused') came = event.slice('across.'.length)
      },
    },
  )
  return came
}

async function exportToFullDisk(here: Installation, workspace: WorkspaceId, path: string): Promise<void> {
  const { bavail, bsize } = statfsSync(path)
  writeFileSync(join(path, 'ballast'), new Uint8Array(bavail * bsize))
  const open = here.main.bound(workspace)
  const target = join(path, 'bundle.zip')
  await open.offerTarget(target)
  await expectRefusal(async () => await open.caller.call('log.export', { target }), 'disk-full')
}

/** A member of a second client who becomes an owner, and is removed; then the client is destroyed. */
async function parting(here: Installation, member: string): Promise<void> {
  const { workspace } = await here.client.call('workspaces.create', { name: bytes('Second'), colour: 1 })
  const caller = await here.open(workspace)
  const { staff } = await here.client.call('staff.list', {})
  const person = staff.find(({ id }) => id === member)
  if (!person) throw new Error('nobody')
  const { id, name, publicKey } = person
  await caller.call('members.add', { member: id, name, role: 'member', publicKey })
  await here.client.call('workspaces.admit', { workspace, staff: id })
  await caller.call('members.setRole', { member: id, role: 'owner' })
  await expectRefusal(async () => await caller.call('members.remove', { member: id }), 'refused')
  await caller.call('members.prepareRemoval', { member: id })
  const { exited } = here.main.bound(workspace)
  await caller.call('members.remove', { member: id })
  // What is asked before its process ends is answered.
  await exited
  await expectRefusal(async () => await caller.call('workspace.about', {}), 'process-ended')
  const again = await here.open(workspace)
  expect((await again.call('members.list', {})).members).toHaveLength(1)
  // What a destruction begins with, once by itself: the log that it stands in goes with the rest.
  await here.main.bound(workspace).act('workspaces.destroy')
  await here.takeDown(again)
  const { certificate } = await here.client.call('workspaces.destroy', {
    workspace,
    name: bytes('Second'),
    passphrase: bytes(ana),
  })
  expect(certificate).not.toBeNull()
}

/** An account that is made, suspended, restored and removed, and a passphrase of one's own. */
async function accounts({ client }: Installation): Promise<void> {
  const { id: staff } = await client.call('staff.add', {
    name: 'Nia',
    role: 'operator',
    passphrase: bytes('nine slow barges upstream'),
  })
  await client.call('staff.suspend', { staff })
  await client.call('staff.restore', { staff })
  await client.call('staff.remove', { staff })
  const change = async (old: string) =>
    await client.call('staff.changePassphrase', { old: bytes(old), next: bytes(`${ana} again`) })
  await expectRefusal(async () => await change(mia), 'wrong-passphrase')
  await change(ana)
  await client.call('staff.changePassphrase', { old: bytes(`${ana} again`), next: bytes(ana) })
}

/** Somebody with another's passphrase, and a member who is no owner. */
async function someWhoMayNot(here: Installation, workspace: WorkspaceId): Promise<void> {
  await here.signOut()
  await expectRefusal(async () => await here.signIn('Mia', ana), 'wrong-passphrase')
  await here.signIn('Mia', mia)
  const caller = await here.open(workspace)
  await expectRefusal(async () => await caller.call('log.list', {}), 'refused')
  await here.signOut()
  await here.signIn('Ana', ana)
  await here.takeDown(await here.open(workspace))
  await here.signOut()
}

/** An owner goes back to the backup, and what was there says so in its last words. */
async function restored(here: Installation, workspace: WorkspaceId): Promise<void> {
  await here.signIn('Ana', ana)
  const file = join(folder.path, 'backup.zip')
  here.main.offerFile(file)
  await here.client.call('workspaces.restore', { file, replace: true })
  await here.takeDown(here.main.bound(workspace).caller)
  await here.signOut()
  const [aside = ''] = readdirSync(join(here.home.folder, 'workspaces')).filter((name) =>
    name.includes('.before-'),
  )
  const firm = await signIn(here.home, { staff: 'Ana', passphrase: bytes(ana) })
  const key = await workspaceKey(firm, workspace)
  firm.signOut()
  operate({ file: join(here.home.folder, 'workspaces', aside), key }, (connection) =>
    here.add(
      connection
        .prepare<{ leaf: string }>('SELECT leaf FROM entry ORDER BY seq DESC LIMIT 2')
        .all()
        .map(({ leaf }) => Entry.parse(JSON.parse(leaf)).type),
    ),
  )
}

/** A file that was cut off and put right again; then an entry taken out of the log, and an owner who goes on. */
async function damage(here: Installation, workspace: WorkspaceId): Promise<void> {
  const file = here.home.workspaceFile(workspace)
  copyFileSync(file, `${file}.whole`)
  truncateSync(file, 4096 * 3)
  await here.signIn('Ana', ana)
  await expectRefusal(async () => await here.open(workspace), 'damaged')
  copyFileSync(`${file}.whole`, file)
  await here.takeDown(await here.open(workspace))
  await here.main.close()

  const firm = await signIn(here.home, { staff: 'Ana', passphrase: bytes(ana) })
  const key = await workspaceKey(firm, workspace)
  firm.signOut()
  behindTheGuards({ file, key }, (connection) => connection.execute('DELETE FROM entry WHERE seq = 20'))
  here.main = here.start()
  await here.signIn('Ana', ana)
  await expectRefusal(async () => await here.open(workspace), 'log-damaged')
  await here.takeDown(await here.open(workspace, 'the entry is lost'))
}

/** The file and its recovery key, taken to another installation. */
async function recovered(file: string, recoveryKey: Uint8Array): Promise<Set<string>> {
  const there = new Installation('there')
  await createFirm(
    there.home,
    {
      name: 'Firm',
      staff: 'Ana',
      keyStore: 'passphrase',
      passphrase: bytes(ana),
    },
    leastStretch(),
  )
  await there.signIn(null, ana)
  there.main.offerFile(file)
  const { workspace } = await there.client.call('workspaces.recover', { file, recoveryKey })
  await there.takeDown(there.main.bound(workspace).caller)
  return await there.types(ana)
}
