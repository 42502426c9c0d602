import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Connection, openDatabase } from '../../core/database/connection.ts'
import type { AcrossQuestion } from '../../core/contract/across.ts'
import { readWorkspaceItem } from '../../core/firm/anchor.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { Home } from '../../core/firm/home.ts'
import { askGrant } from '../../core/firm/grants/ask-grant.ts'
import { workspaceNumber } from '../../core/firm/grants/workspace-number.ts'
import { addWrap } from '../../core/firm/wraps.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { newWorkspace } from '../../core/firm/new-workspace.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { makeWorkspaceFile, openWorkspace, type OpenWorkspace } from '../../core/host/open-workspace.ts'
import {
  type DocumentId,
  type GrantId,
  type GroupId,
  LookId,
  newId,
  type StaffId,
  type ThreadId,
  type WorkspaceId,
} from '../../core/ids.ts'
import { encryptTo } from '../../core/keys/age.ts'
import { openWrap } from '../../core/keys/wrap/wrap.ts'
import { forkProcess } from '../../core/process/fork.ts'
import type { ChildPort, StartProcess } from '../../core/process/port.ts'
import { Response } from '../../core/contract/messages.ts'
import type { Role } from '../../core/roles.ts'
import { ensureBuiltInModel } from '../../models/ensure-built-in-model.ts'
import { leastStretch } from '../keys/least-stretch.ts'

const people: Record<Role, string> = {
  owner: 'Olive Owner',
  member: 'Mina Member',
  auditor: 'Aude Auditor',
}

/** A workspace file beside its write-ahead log. */
export interface FileBytes {
  main: Uint8Array
  wal: Uint8Array
}

const operator = 'Otto Operator'

const question = { question: 'When is the rent due?' }

/**
 * A real firm with an owner, a member and an auditor of one workspace, and a second workspace that only the owner is in.
 * Only one person is signed in at a time, as in the app.
 */
export class FirmOfThree {
  readonly folder: string
  readonly #home: Home
  #firm: Firm | undefined
  #first: WorkspaceId | undefined
  #second: WorkspaceId | undefined
  /** For everyone, for partners alone, and in the other workspace. */
  documents: { open: DocumentId; partners: DocumentId; elsewhere: DocumentId } | undefined
  /** See `setUpRequests`. */
  requests: { grants: GrantId[]; openings: GrantId[]; across: GrantId[] } = {
    grants: [],
    openings: [],
    across: [],
  }
  /** Of the first workspace’s log. */
  receipt = ''
  /** By their role in the first workspace. */
  people: Record<Role, StaffId> | undefined
  /** Of the first workspace; nobody is in the second one, and nothing is for it alone. */
  groups: { partners: GroupId; spare: GroupId } | undefined
  /** The member's own in the first workspace, and the owner's in the other. */
  threads: { members: ThreadId; elsewhere: ThreadId } | undefined

  constructor(folder: string) {
    this.folder = folder
    this.#home = new Home(join(folder, 'home'))
  }

  get first(): WorkspaceId {
    if (!this.#first) throw new Error('not set up')
    return this.#first
  }

  get second(): WorkspaceId {
    if (!this.#second) throw new Error('not set up')
    return this.#second
  }

  get firm(): Firm {
    if (!this.#firm) throw new Error('nobody is signed in')
    return this.#firm
  }

  async setUp(): Promise<void> {
    await ensureBuiltInModel(() => undefined)
    const { owner, member, auditor } = people
    await createFirm(
      this.#home,
      { name: 'Firm', staff: owner, keyStore: 'passphrase', passphrase: passphraseOf(owner) },
      leastStretch(),
    )
    await this.signIn('owner')
    const staff = [
      { role: 'member' as const, name: member, groups: [] },
      { role: 'auditor' as const, name: auditor, groups: ['partners'] },
    ]
    this.#first = await this.#make('First client')
    this.#second = await this.#make('Second client')
    const other = await this.open(this.#second)
    const elsewhere = await this.#import(other.workspace, 'elsewhere.txt', ['everyone'])
    const { thread: ofOther } = await other.workspace.caller.call('ask', question)
    await other.workspace.lock()
    const { workspace } = await this.open(this.#first)
    const { member: ownerId } = await workspace.caller.call('workspace.about', {})
    const { group: partnersGroup } = await workspace.caller.call('groups.add', {
      name: 'partners',
      members: [ownerId],
    })
    const { group: spare } = await workspace.caller.call('groups.add', { name: 'spare' })
    this.groups = { partners: partnersGroup, spare }
    this.people = { owner: ownerId, member: ownerId, auditor: ownerId }
    for (const { role, name, groups } of staff) {
      const account = await this.firm.addStaff({ name, role: 'staff', passphrase: passphraseOf(name) })
      await workspace.caller.call('members.add', {
        member: account.id,
        name,
        role,
        publicKey: account.publicKey,
        groups,
      })
      await addWrap(this.firm, this.#first, account)
      this.people[role] = account.id
    }
    const open = await this.#import(workspace, 'open.txt', ['everyone'])
    const partners = await this.#import(workspace, 'partners.txt', ['partners'])
    this.receipt = (await workspace.caller.call('log.receipt', {})).text
    await workspace.lock()
    this.documents = { open, partners, elsewhere }
    await this.signIn('member')
    const asMember = await this.open(this.#first)
    const { thread: members } = await asMember.workspace.caller.call('ask', question)
    await asMember.workspace.lock()
    await this.signIn('owner')
    this.threads = { members, elsewhere: ofOther }
  }

  /** Requests that an owner of the first workspace can answer. */
  async setUpRequests(): Promise<void> {
    const passphrase = passphraseOf(operator)
    await this.signIn('owner')
    await this.firm.addStaff({ name: operator, role: 'operator', passphrase })
    await this.signIn(operator)
    const asked = { number: workspaceNumber(this.first), reason: 'why', level: 'full' as const }
    const grants = [1, 2].map(() => askGrant(this.firm, { ...asked, fromMs: null, beforeMs: null }))
    await this.signIn('auditor')
    const { workspace: asAuditor } = await this.open(this.first)
    const openings: GrantId[] = []
    for (const seq of [0, 1])
      openings.push((await asAuditor.caller.call('openings.ask', { entries: [seq], reason: 'why' })).grant)
    await asAuditor.lock()
    await this.signIn('member')
    const { workspace: asMember } = await this.open(this.first)
    await asMember.caller.call('across.search', await acrossInput(asMember)).catch(() => undefined)
    await asMember.lock()
    await this.signIn('owner')
    const { workspace } = await this.open(this.first)
    const across = (await workspace.caller.call('across.list', {})).requests.map(({ grant }) => grant)
    await workspace.caller.call('across.set', { setting: 'allow' })
    await workspace.lock()
    this.requests = { grants, openings, across }
  }

  async signIn(role: Role | typeof operator): Promise<Firm> {
    this.#firm?.signOut()
    const name = role === operator ? operator : people[role]
    this.#firm = await signIn(this.#home, { staff: name, passphrase: passphraseOf(name) })
    return this.#firm
  }

  signOut(): void {
    this.#firm?.signOut()
    this.#firm = undefined
  }

  /** Opens a workspace in its process, with a line to it beside the typed one. */
  async open(id: WorkspaceId): Promise<{ workspace: OpenWorkspace; line: Line }> {
    let line: Line | undefined
    const start: StartProcess = (entry, options) => {
      line = new Line(forkProcess(entry, options))
      return line.port
    }
    const workspace = await openWorkspace(bindWorkspace(this.firm, id), { start })
    if (!line) throw new Error('no process was started')
    return { workspace, line }
  }

  /** The bytes of the first workspace's file as they are now. */
  get bytes(): FileBytes {
    const { file } = bindWorkspace(this.firm, this.first)
    return { main: readFileSync(file), wal: readFileSync(`${file}-wal`) }
  }

  /** Numbers, from 1, of the pages that those tables and their indexes have now. */
  async pagesOf(tables: ReadonlySet<string>): Promise<ReadonlySet<number>> {
    const pages = await this.#inCopy((opened) =>
      opened
        .prepare<{ pageno: number }>(
          `SELECT pageno FROM dbstat WHERE name IN (
             SELECT name FROM sqlite_schema WHERE tbl_name IN (SELECT value FROM json_each(?)))`,
        )
        .all(JSON.stringify([...tables]))
        .map(({ pageno }) => pageno),
    )
    return new Set(pages)
  }

  /** Every row of every table of the first workspace, as the file has them now, by table. */
  async dump(): Promise<Map<string, string>> {
    return await this.#inCopy((opened) => {
      const names = opened
        .prepare<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
        .all()
      return new Map(
        names.map(({ name }) => [name, JSON.stringify(opened.prepare(`SELECT * FROM "${name}"`).all())]),
      )
    })
  }

  /** Opens a copy of the first workspace's file, which its process goes on using. */
  async #inCopy<T>(work: (opened: Connection) => T): Promise<T> {
    const { file } = bindWorkspace(this.firm, this.first)
    const copy = join(this.folder, 'copy.bulkhead')
    for (const end of ['', '-wal']) {
      rmSync(`${copy}${end}`, { force: true })
      if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, `${copy}${end}`)
    }
    const { connection } = this.firm.parts
    const row = connection
      .prepare<{ sealed: Uint8Array }>('SELECT sealed FROM wrap WHERE workspace_id = ? AND staff_id = ?')
      .get(this.first, this.firm.staff.id)
    if (!row) throw new Error('no wrap')
    const { key } = await openWrap({
      wrap: row.sealed,
      memberPrivateKey: this.firm.parts.privateKey,
      share: readWorkspaceItem(this.firm, this.first).share,
      workspace: this.first,
      member: this.firm.staff.id,
      keyVersion: 1,
    })
    const opened = openDatabase({ file: copy, key, mode: 'open' })
    try {
      return work(opened)
    } finally {
      opened.close()
    }
  }

  async #make(name: string): Promise<WorkspaceId> {
    const made = newWorkspace(this.firm, { name: new TextEncoder().encode(name), colour: 0 })
    await makeWorkspaceFile(made.binding, { start: forkProcess })
    const { recoveryKey } = await made.register()
    recoveryKey.fill(0)
    return made.binding.workspace
  }

  async #import(workspace: OpenWorkspace, name: string, groups: string[]): Promise<DocumentId> {
    const path = this.file(name)
    await workspace.offer([path])
    await workspace.caller.call('documents.import', { paths: [path], groups })
    const { files } = await workspace.caller.call('documents.imported', {})
    const id = files[0]?.document
    if (!id) throw new Error('nothing was imported')
    return id
  }

  /** A small text to import. */
  file(name: string): string {
    const folder = join(this.folder, 'files')
    mkdirSync(folder, { recursive: true })
    const path = join(folder, name)
    writeFileSync(path, `The rent of ${name} is due on the first of May.\n`)
    return path
  }
}

/** A look across workspaces, as it reaches the process of one of them. */
export async function acrossInput(workspace: OpenWorkspace) {
  const { recipient } = await workspace.caller.call('across.key', {})
  const asked = JSON.stringify({ query: 'rent', reason: 'why' } satisfies AcrossQuestion)
  return {
    look: newId(LookId),
    sealed: await encryptTo(recipient, new TextEncoder().encode(asked)),
    recipient,
  }
}

function passphraseOf(name: string): Uint8Array {
  return new TextEncoder().encode(`a long passphrase of ${name}`)
}

/** What passes between main and a workspace process, and a way to say what the typed caller would not. */
export class Line {
  readonly port: ChildPort
  readonly #child: ChildPort
  /** Everything that the process has said. */
  readonly heard: unknown[] = []
  #waiting: (() => void)[] = []
  #nextId = 1_000_000

  constructor(child: ChildPort) {
    this.#child = child
    this.port = {
      ...child,
      onMessage: (listener) =>
        child.onMessage((message) => {
          this.heard.push(message)
          for (const wake of this.#waiting.splice(0)) wake()
          listener(message)
        }),
    }
  }

  /** Sends any body on a channel. */
  say(channel: 'client' | 'control', body: unknown): void {
    this.#child.send({ channel, body })
  }

  /** Sends a call as it stands and gives its id. */
  send(method: unknown, input: unknown, more: object = {}): number {
    const id = this.#nextId++
    this.say('client', { kind: 'call', id, method, input, ...more })
    return id
  }

  /** What came back for a call, apart from events. */
  async reply(id: number): Promise<Exclude<Response, { kind: 'event' }>> {
    return await this.#find('client', (body) => {
      const response = Response.parse(body)
      return response.id === id && response.kind !== 'event' ? response : null
    })
  }

  async call(method: unknown, input: unknown): Promise<Exclude<Response, { kind: 'event' }>> {
    return await this.reply(this.send(method, input))
  }

  /** Waits for a message on the control channel that `parse` takes, among those after the first `from` messages. */
  async control<Body>(parse: (body: unknown) => Body | null, from = 0): Promise<Body> {
    return await this.#find('control', parse, from)
  }

  async #find<Body>(channel: string, parse: (body: unknown) => Body | null, from = 0): Promise<Body> {
    for (let next = from; ;) {
      for (; next < this.heard.length; next += 1) {
        const message = this.heard[next]
        if (typeof message !== 'object' || message === null) continue
        if (Reflect.get(message, 'channel') !== channel) continue
        const body = parse(Reflect.get(message, 'body'))
        if (body !== null) return body
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }
}
