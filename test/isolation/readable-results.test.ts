import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../builders.ts'
import { changeSomething } from './change.ts'
import { Dice, seedOfThisRun } from './dice.ts'
import { observeAnswer, observeLists, observeQuery } from './observe.ts'
import { mayRead, type Plan, planWorld, type PlannedMember, someText, World } from './world.ts'

/** A case is one query of one member in one state of one workspace. */
const cases = Number(process.env['BULKHEAD_CASES'] ?? 10_000)
const queriesPerState = 25
const questionsPerState = 5
const changesPerMember = 2

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => void (folder = temporaryFolder()))
afterAll(() => folder.remove())

test(
  `R1: results are those of a workspace that never held the unreadable documents (${cases} random cases)`,
  {
    timeout: 600_000,
  },
  async () => {
    const seed = seedOfThisRun()
    const seen = { cases: 0, found: 0, hidden: 0, answered: 0 }
    for (let index = 0; seen.cases < cases; index += 1) {
      const dice = new Dice(`${seed}-${index}`)
      const plan = planWorld(dice)
      const all = new World(folder.path, plan)
      for (const member of plan.members) {
        all.as(member)
        await compareAll(all, plan, member, dice, seen)
        for (let change = 0; change < changesPerMember; change += 1) {
          const what = changeSomething(dice, all, plan, member)
          await compareAll(all, plan, member, dice, seen, what)
        }
      }
      all.close()
    }
    // The cases were worth something: there were hits, there was something hidden, some questions were answered.
    expect(seen.found).toBeGreaterThan(cases)
    expect(seen.hidden).toBeGreaterThan(cases)
    expect(seen.answered).toBeGreaterThan(cases / 100)
  },
)

async function compareAll(
  all: World,
  plan: Plan,
  member: PlannedMember,
  dice: Dice,
  seen: { cases: number; found: number; hidden: number; answered: number },
  change = 'nothing',
): Promise<void> {
  const readable = plan.documents.filter((document) => mayRead(member, document))
  // What was imported first must not show in a result, only in the order of what waits.
  const reversed = dice.chance(50)
  const only = new World(folder.path, plan, reversed ? readable.toReversed() : readable)
  only.as(member)
  const where = `BULKHEAD_SEED=${dice.seed.replace(/-\d+$/, '')} world ${dice.seed}, ${member.name}, after ${change}`
  try {
    // The first query comes before anything else that could bring a cached set up to date.
    for (let query = 0; query < queriesPerState; query += 1) {
      const text = someText(dice, 4)
      const [mine, alone] = [await observeQuery(all.scope, text), await observeQuery(only.scope, text)]
      same(mine, alone, `${where}, query "${text}"`)
      seen.cases += 1
      seen.found += mine.keywordCount
      seen.hidden += plan.documents.length - readable.length
    }
    for (let asked = 0; asked < questionsPerState; asked += 1) {
      const question = someText(dice, 3)
      const answer = await observeAnswer(all.scope, question)
      same(answer, await observeAnswer(only.scope, question), `${where}, question "${question}"`)
      if (answer.kind === 'answered') seen.answered += 1
    }
    if (!reversed) same(observeLists(all, plan), observeLists(only, plan), where)
  } finally {
    only.close()
  }
}

/** To the last bit: JSON gives a double the shortest text that brings back the same one. */
function same(mine: object, alone: object, where: string): void {
  if (JSON.stringify(mine) === JSON.stringify(alone)) return
  expect(mine, where).toStrictEqual(alone)
  expect.fail(where)
}
