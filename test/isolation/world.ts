import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Log } from '../../core/audit/log.ts'
import { type Connection, openDatabase } from '../../core/database/connection.ts'
import { DocumentId, type GroupId, newId, type StaffId, WorkspaceId } from '../../core/ids.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import type { Role } from '../../core/roles.ts'
import { createWorkspace } from '../../core/workspace/create-workspace.ts'
import { indexedText } from '../../core/workspace/documents/indexed-text.ts'
import { Scope } from '../../core/workspace/scope.ts'
import type { Writer } from '../../core/workspace/writer.ts'
import { type BuiltMember, builtMember, everyone, testModel, testVector } from '../builders.ts'
import type { Dice } from './dice.ts'

/** A document as the test knows it; groups are named by their index, 0 being "everyone". */
export interface PlannedDocument {
  id: DocumentId
  title: string
  pages: string[]
  groups: number[]
  status: 'ready' | 'waiting' | 'failed'
}

export interface PlannedMember extends BuiltMember {
  groups: number[]
}

/** What a workspace holds and who is in it, apart from any code that decides who may read what. */
export interface Plan {
  /** The first one is the owner who makes the workspace. */
  members: PlannedMember[]
  groupCount: number
  documents: PlannedDocument[]
}

/** The rule, in the words of R1 and R2 and independent of the code under test. */
export function mayRead(member: PlannedMember, document: PlannedDocument): boolean {
  if (member.role === 'auditor') return false
  return document.groups.some((group) => member.groups.includes(group))
}

/* Few words, so that scores meet and ties are decided by order; stems meet too, and one script needs its marks. */
const words = [
  'rent',
  'rents',
  'renting',
  'lease',
  'audit',
  'ledger',
  'payroll',
  'clause',
  'notice',
  'the',
  'of',
  '2025',
  'किराया',
  'किराये',
  'अनुबंध',
  'का',
] as const

export function someText(dice: Dice, most = 8): string {
  return dice.times(1, most, () => dice.pick(words)).join(' ')
}

function somePage(dice: Dice, earlier: readonly string[]): string {
  if (earlier.length > 0 && dice.chance(25)) return dice.pick(earlier)
  return dice.times(1, 3, () => `${someText(dice)}.`).join(' ')
}

export function planDocument(dice: Dice, plan: Plan): PlannedDocument {
  const earlier = plan.documents.flatMap((document) => document.pages)
  const groups = Array.from({ length: plan.groupCount }, (_, index) => index)
  return {
    id: DocumentId.parse(dice.hex(32)),
    title: dice.chance(70) ? someText(dice, 2) : '',
    pages: dice.times(1, 4, () => somePage(dice, earlier)),
    groups: dice.chance(15) ? [] : dice.some(groups, 30),
    status: dice.chance(80) ? 'ready' : dice.pick(['waiting', 'failed'] as const),
  }
}

export function planWorld(dice: Dice): Plan {
  const groupCount = 1 + dice.below(5)
  const groups = Array.from({ length: groupCount }, (_, index) => index)
  const roles: readonly Role[] = ['owner', 'member', 'member', dice.pick(['auditor', 'member', 'owner'])]
  const plan: Plan = {
    groupCount,
    members: roles.map((role, index) => ({
      ...builtMember(`Person ${index}`, role),
      groups: dice.chance(80) ? [0, ...dice.some(groups.slice(1), 40)] : dice.some(groups, 40),
    })),
    documents: [],
  }
  const count = dice.below(26)
  for (let index = 0; index < count; index += 1) plan.documents.push(planDocument(dice, plan))
  return plan
}

/** A workspace file filled from a plan, opened as one of its members on a connection that the test holds too. */
export class World {
  readonly #file: string
  readonly #key = randomSecret(32)
  readonly #id = newId(WorkspaceId)
  #groups: GroupId[] = []
  #connection: Connection | undefined
  #scope: Scope | undefined

  constructor(folder: string, plan: Plan, documents: readonly PlannedDocument[] = plan.documents) {
    const [owner, ...others] = plan.members
    if (!owner) throw new Error('a workspace has an owner')
    this.#file = join(folder, `${this.#id}.bulkhead`)
    createWorkspace({
      file: this.#file,
      key: this.#key,
      id: this.#id,
      name: 'Test client',
      colour: 0,
      owner: { id: owner.id, name: owner.name, publicKey: owner.publicKey },
    })
    const scope = this.as(owner)
    this.#groups = [everyone(scope)]
    scope.write((writer) => {
      for (let index = 1; index < plan.groupCount; index += 1)
        this.#groups.push(writer.people.addGroup(`group ${index}`))
      for (const member of others) writer.people.addMember({ ...member, name: member.name })
      for (const member of plan.members)
        for (const group of member.groups) writer.people.join(this.group(group), member.id)
      if (!owner.groups.includes(0)) writer.people.leave(this.group(0), owner.id)
    })
    // Nobody can complete what nobody may read, so everything comes in through a group that the owner is in for now.
    scope.write((writer) => {
      const door = writer.people.addGroup('door')
      writer.people.join(door, owner.id)
      for (const document of documents) this.add(writer, document, door)
      writer.people.leave(door, owner.id)
    })
    // Whoever makes a workspace is an owner of it; a plan may have made them something else since.
    this.connection.prepare('UPDATE member SET role = ? WHERE id = ?').run(owner.role, owner.id)
  }

  group(index: number): GroupId {
    const group = this.#groups[index]
    if (!group) throw new Error('no such group')
    return group
  }

  /** A group that was added since; gives its index. */
  adopt(group: GroupId): number {
    return this.#groups.push(group) - 1
  }

  /** Names of groups by index, whatever their ids are in this file. */
  indexesOf(groups: readonly GroupId[]): number[] {
    return groups.map((group) => this.#groups.indexOf(group)).sort((a, b) => a - b)
  }

  /** Opens the file as this member, closing what was open. */
  as(member: { id: StaffId }): Scope {
    this.close()
    this.#connection = openDatabase({ file: this.#file, key: this.#key, mode: 'open' })
    // Nothing here has to survive a power cut.
    this.#connection.pragma('synchronous = off')
    this.#scope = Scope.over(this.#connection, new Log(this.#connection, this.#id), member.id)
    return this.#scope
  }

  /** The scope of the member who is in. */
  get scope(): Scope {
    if (!this.#scope) throw new Error('not open')
    return this.#scope
  }

  /** The same connection underneath, to change what no member could. */
  get connection(): Connection {
    if (!this.#connection) throw new Error('not open')
    return this.#connection
  }

  /** Stores a document in the state and the groups that are planned. */
  add(writer: Writer, document: PlannedDocument, door: GroupId): void {
    const original = new TextEncoder().encode(document.pages.join('\f'))
    writer.documents.add({
      id: document.id,
      title: document.title,
      original,
      sha256: hashOf(document),
      groups: [door],
    })
    if (document.status === 'ready') complete(writer, document)
    if (document.status === 'failed') writer.documents.fail(document.id, 'It could not be read.')
    writer.documents.setGroups(
      document.id,
      document.groups.map((group) => this.group(group)),
    )
  }

  close(): void {
    this.#connection?.close()
    this.#connection = undefined
    this.#scope = undefined
  }
}

export function complete(writer: Writer, { id, title, pages }: PlannedDocument): void {
  writer.documents.complete(id, {
    format: 'text',
    model: testModel,
    pages: pages.map((text, index) => ({ number: index + 1, text })),
    passages: pages.map((text, index) => ({
      pageOrdinal: index,
      start: 0,
      end: text.length,
      heading: null,
      text,
      vector: testVector(indexedText({ title, heading: null, text })),
    })),
  })
}

/** Equal for documents with equal pages: what an importer could be told of. */
export function hashOf(document: { pages: readonly string[] }): Uint8Array {
  return createHash('sha256').update(document.pages.join('\f')).digest()
}
