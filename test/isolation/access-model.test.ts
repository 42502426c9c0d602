import { afterAll, beforeAll, expect, test } from 'vitest'
import { addGroup, joinGroup, leaveGroup, removeGroup, renameGroup } from '../../core/access/groups.ts'
import { regroup } from '../../core/access/regroup.ts'
import { shareThread } from '../../core/access/share-thread.ts'
import { readableBy, readersOf } from '../../core/access/who-can-read.ts'
import type { AccessSnapshot } from '../../core/audit/event.ts'
import type { StaffId, ThreadId } from '../../core/ids.ts'
import { AccessProjection } from '../../core/workspace/people/access-projection.ts'
import { accessInTables } from '../../core/workspace/people/access-state.ts'
import { temporaryFolder } from '../builders.ts'
import { asking } from '../threads/asking.ts'
import { AccessModel, shareInModel } from './access-model.ts'
import { Dice, seedOfThisRun } from './dice.ts'
import { observeAnswer, observeQuery } from './observe.ts'
import { type Plan, planDocument, type PlannedMember, planWorld, someText, World } from './world.ts'

/** A step is a change of access, or of what there is, with the queries in the state that it leads to. */
const cases = Number(process.env['BULKHEAD_ACCESS_CASES'] ?? 600)
const stepsPerWorld = 40

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => void (folder = temporaryFolder()))
afterAll(() => folder.remove())

test(
  `R1, R2, R7, A2: access changed at random is what a naive model says, in every state, now and in the past (${cases} changes and queries)`,
  { timeout: 3_600_000 },
  async () => {
    const seed = seedOfThisRun()
    const seen = { cases: 0, hidden: 0, found: 0, shared: 0, past: 0, kinds: new Map<string, number>() }
    for (let index = 0; seen.cases < cases; index += 1) {
      const walk = new Walk(new Dice(`${seed}-${index}`), folder.path)
      for (let step = 0; step < stepsPerWorld && seen.cases < cases; step += 1) {
        const what = await walk.change()
        seen.kinds.set(what, (seen.kinds.get(what) ?? 0) + 1)
        const where = `BULKHEAD_SEED=${seed} world ${index}, step ${step}: ${what}`
        seen.cases += 1 + (await walk.compare(where, seen))
      }
      walk.close()
    }
    // It was worth something: there was something to see and something hidden; in a long run every kind of change came.
    for (const figure of ['hidden', 'found', 'past'] as const)
      expect(seen[figure], figure).toBeGreaterThan(cases / 100)
    if (cases < 5_000) return
    expect([...seen.kinds.keys()].sort()).toStrictEqual([...changes, 'nothing'].sort())
    expect(seen.shared).toBeGreaterThan(cases / 1_000)
  },
)

const changes = [
  'add group',
  'rename group',
  'remove group',
  'join',
  'leave',
  'regroup',
  'import',
  'delete',
  'change a role',
  'ask',
  'share',
  'unshare',
] as const

/** One workspace that is changed through the code under test and in the model alike. */
class Walk {
  readonly #dice: Dice
  readonly #folder: string
  readonly #plan: Plan
  readonly #world: World
  readonly #model = new AccessModel()
  readonly #past: { atMs: number; model: AccessModel }[] = []
  readonly #removed = new Set<number>()
  #me: PlannedMember
  #names = 0

  constructor(dice: Dice, path: string) {
    this.#dice = dice
    this.#folder = path
    this.#plan = planWorld(dice)
    this.#world = new World(path, this.#plan)
    // The group that the documents came in through: of nobody, and of no document.
    for (const { id, role } of this.#plan.members) this.#model.roles.set(id, role)
    for (let group = 0; group < this.#plan.groupCount; group += 1)
      this.#model.groups.set(
        group,
        new Set(this.#plan.members.filter(({ groups }) => groups.includes(group)).map(({ id }) => id)),
      )
    for (const { id, groups } of this.#plan.documents) this.#model.documents.set(id, new Set(groups))
    this.#me = this.#plan.members[0] ?? fail()
    this.#switch()
  }

  close(): void {
    this.#world.close()
  }

  /** Another session, of somebody else or of the same person. */
  #switch(): void {
    this.#me = this.#dice.pick(this.#plan.members)
    this.#world.as(this.#me)
  }

  get #live(): number[] {
    return [...this.#model.groups.keys()]
  }

  /** Makes one change, and says which. */
  async change(): Promise<string> {
    const { scope } = this.#world
    const at = scope.reader.log.latest(1)[0]?.at ?? 0
    this.#past.push({ atMs: at, model: this.#model.copy() })
    // What comes now is later than that.
    while (Date.now() <= at);
    // More conversations than the other kinds would leave room for.
    const kind = this.#dice.pick([...changes, 'ask', 'share', 'share'] as const)
    const did = await this.#make(kind)
    if (this.#dice.chance(50)) this.#switch()
    return did ? kind : 'nothing'
  }

  async #make(kind: (typeof changes)[number]): Promise<boolean> {
    const [dice, model, world, plan] = [this.#dice, this.#model, this.#world, this.#plan]
    const { scope } = world
    const group = dice.pick(this.#live)
    const person = dice.pick(plan.members)
    const mine = plan.documents.filter(({ id }) => model.mayRead(this.#me.id, id))
    const many = Number.MAX_SAFE_INTEGER
    switch (kind) {
      case 'add group': {
        const members = dice.some(plan.members, 40).map(({ id }) => id)
        const index = world.adopt(scope.write((writer) => addGroup(writer, `new ${this.#names++}`, members)))
        plan.groupCount += 1
        model.groups.set(index, new Set(members))
        this.#planGroups()
        return true
      }
      case 'rename group':
        if (group === 0) return false
        scope.write((writer) => renameGroup(writer, world.group(group), `new ${this.#names++}`))
        return true
      case 'remove group':
        if (group === 0) return false
        scope.write((writer) => removeGroup(writer, world.group(group), many))
        model.removeGroup(group)
        this.#removed.add(group)
        this.#planGroups()
        return true
      case 'join':
        if (model.groups.get(group)?.has(person.id)) return false
        scope.write((writer) => joinGroup(writer, world.group(group), person.id))
        model.groups.get(group)?.add(person.id)
        this.#planGroups()
        return true
      case 'leave':
        if (group === 0 || !model.groups.get(group)?.has(person.id)) return false
        scope.write((writer) => leaveGroup(writer, world.group(group), person.id, many))
        model.groups.get(group)?.delete(person.id)
        this.#planGroups()
        return true
      case 'regroup': {
        if (mine.length === 0) return false
        const which = dice.some(mine, 40)
        const groups = dice.some(this.#live, 40)
        scope.write((writer) =>
          regroup(
            writer,
            which.map(({ id }) => id),
            groups.map((one) => world.group(one)),
            many,
          ),
        )
        for (const document of which) {
          model.documents.set(document.id, new Set(groups))
          document.groups = [...groups]
        }
        return true
      }
      case 'import': {
        const door = this.#live.find((one) => model.groups.get(one)?.has(this.#me.id))
        if (door === undefined || model.roles.get(this.#me.id) === 'auditor') return false
        const added = planDocument(dice, plan)
        added.groups = added.groups.filter((one) => !this.#removed.has(one))
        scope.write((writer) => world.add(writer, added, world.group(door)))
        plan.documents.push(added)
        model.documents.set(added.id, new Set(added.groups))
        return true
      }
      case 'delete': {
        if (mine.length === 0) return false
        const document = dice.pick(mine)
        scope.write((writer) => writer.documents.delete(document.id))
        plan.documents.splice(plan.documents.indexOf(document), 1)
        model.documents.delete(document.id)
        return true
      }
      case 'change a role':
        person.role = dice.pick(['owner', 'member', 'member', 'auditor'] as const)
        scope.write((writer) => writer.people.setRole(person.id, person.role))
        model.roles.set(person.id, person.role)
        return true
      case 'ask':
        return await this.#ask()
      case 'share':
      case 'unshare':
        return this.#share(kind === 'share')
      default:
        return kind satisfies never
    }
  }

  async #ask(): Promise<boolean> {
    const { scope, connection } = this.#world
    if (this.#model.roles.get(this.#me.id) === 'auditor') return false
    const own = [...this.#model.threads].filter(([, { owner }]) => owner === this.#me.id)
    const known = own.length > 0 && this.#dice.chance(50) ? this.#dice.pick(own)[0] : null
    // A thread that was emptied by a deletion is gone.
    const there = known !== null && scope.reader.threads.list().some(({ id }) => id === known)
    const { thread, answer } = await asking(scope, someText(this.#dice, 3), { thread: there ? known : null })
    const sources = connection
      .prepare<{ document: string }>(
        'SELECT document FROM turn_source JOIN turn ON turn.key = turn_key WHERE answer_id = ?',
      )
      .all(answer)
      .map(({ document }) => document)
    // No prompt holds what its asker may not read, whatever the thread held before.
    for (const document of sources)
      expect(this.#model.readableBy(this.#me.id).some((one) => one === document)).toBe(true)
    const kept = this.#model.threads.get(thread) ?? {
      owner: this.#me.id,
      answers: [],
      groups: new Set<number>(),
      members: new Set<StaffId>(),
    }
    kept.answers.push([...this.#model.documents.keys()].filter((id) => sources.some((one) => one === id)))
    this.#model.threads.set(thread, kept)
    return true
  }

  #share(isShared: boolean): boolean {
    const { scope } = this.#world
    // Some are there because a query of this test was a question.
    const own = scope.reader.threads.list().filter(({ id, by }) => by === null && this.#model.threads.has(id))
    if (own.length === 0) return false
    const { id } = this.#dice.pick(own)
    const known = this.#model.threads.get(id)
    if (!known) throw new Error('no such thread')
    if (!isShared) {
      scope.write((writer) => writer.threads.unshare(id))
      shareInModel(known, { groups: [], members: [] }, () => 0)
      return true
    }
    const role = this.#model.roles.get(this.#me.id)
    const groups = this.#dice
      .some(this.#live, 40)
      .filter((group) => role === 'owner' || this.#model.groups.get(group)?.has(this.#me.id))
    const others = this.#plan.members.filter(
      (one) => one.id !== this.#me.id && this.#model.roles.get(one.id) !== 'auditor',
    )
    const sharing = {
      groups: groups.map((group) => this.#world.group(group)),
      members: this.#dice.some(others, 30).map((one) => one.id),
    }
    scope.write((writer) => shareThread(writer, this.#me.id, id, sharing))
    shareInModel(known, sharing, (group) => this.#world.indexesOf([group])[0] ?? -1)
    return true
  }

  /** The plan, of which R1's other workspace is made, follows the model. */
  #planGroups(): void {
    for (const member of this.#plan.members)
      member.groups = this.#live.filter((group) => this.#model.groups.get(group)?.has(member.id))
    for (const document of this.#plan.documents)
      document.groups = document.groups.filter((group) => !this.#removed.has(group))
  }

  /** Holds everything that there is to see in this state against the model; gives the number of queries. */
  async compare(where: string, seen: { hidden: number; found: number; shared: number; past: number }) {
    const [model, { scope, connection }, me] = [this.#model, this.#world, this.#me.id]
    const own = model.readableBy(me)
    // The member's view.
    expect(
      scope.reader.documents
        .list()
        .map(({ id }) => id)
        .sort(),
      where,
    ).toStrictEqual(own)
    seen.hidden += model.documents.size - own.length
    // Who can read what, as an owner asks it, of everybody.
    const { snapshot } = scope.reader.access.now()
    this.#hold(snapshot, model, where)
    // The log adds up to the tables.
    const projection = new AccessProjection()
    for (const { leaf } of scope.log.leaves(0, Number.MAX_SAFE_INTEGER)) projection.add(leaf)
    expect(projection.snapshot(), where).toStrictEqual(accessInTables(connection))
    // Then.
    const past = this.#dice.pick(this.#past)
    const then = scope.reader.access.at(past.atMs).snapshot
    this.#hold(then, past.model, `${where}, at ${past.atMs}`)
    seen.past += 1
    // Threads.
    for (const thread of model.threads.keys()) {
      const shown = this.#shown(thread)
      expect(shown, `${where}, thread ${thread}`).toBe(model.shownIn(thread, me))
      if (shown > 0 && model.threads.get(thread)?.owner !== me) seen.shared += 1
    }
    // R1: what is found is what would be found if the rest had never been.
    const query = someText(this.#dice, 4)
    const readable = this.#plan.documents.filter(({ id }) => model.mayRead(me, id))
    const only = new World(this.#folder, this.#plan, readable)
    try {
      const alone = only.as(this.#me)
      const mine = await observeQuery(scope, query)
      expect(mine, `${where}, query "${query}"`).toStrictEqual(await observeQuery(alone, query))
      seen.found += mine.keywordCount
      if (this.#dice.chance(20)) {
        const [answer, other] = [await observeAnswer(scope, query), await observeAnswer(alone, query)]
        expect(answer, `${where}, question "${query}"`).toStrictEqual(other)
      }
    } finally {
      only.close()
    }
    return 5
  }

  #hold(access: AccessSnapshot, model: AccessModel, where: string): void {
    for (const member of model.roles.keys())
      expect(
        readableBy(access, member)
          .map(({ document }) => document)
          .sort(),
        where,
      ).toStrictEqual(model.readableBy(member))
    for (const document of model.documents.keys())
      expect(
        readersOf(access, document)
          .map(({ member }) => member)
          .sort(),
        where,
      ).toStrictEqual(model.readersOf(document))
  }

  /** Turns whose reply the member who is in is shown. */
  #shown(thread: ThreadId): number {
    const { threads } = this.#world.scope.reader
    if (!threads.list().some(({ id }) => id === thread)) return 0
    return threads.open(thread).turns.filter(({ reply }) => reply.kind !== 'hidden').length
  }
}

function fail(): never {
  throw new Error('a workspace has an owner')
}
