import { temporaryFolder } from '../builders.ts'
import { addWorkspace, open, signedIn, smallFirm } from '../faults/small-firm.ts'
import { StruckLog } from './struck-log.ts'

/**
 * K5 and A2 at length: main and workspace process killed at random moments while entries are written and signed. Prints a
 * line a round; exit code 1 if an acknowledged entry was lost or the log did not check.
 *
 * Usage: node test/log/kill-at-random.ts [rounds]
 */
const rounds = Number(process.argv[2] ?? 200)
/** The latest moment of a blow. */
const latestMs = 400
const folder = temporaryFolder()
const say = (line: string) => process.stdout.write(`${line}\n`)

let bad = 0
const home = await smallFirm(folder.path)
const struck = new StruckLog(home.folder)
try {
  const firm = await signedIn(home)
  const { id } = await addWorkspace(firm, 'Client')
  firm.signOut()
  for (let round = 1; round <= rounds; round += 1) {
    const victim = Math.random() < 0.5 ? 'main' : 'workspace'
    const afterMs = Math.random() ** 2 * latestMs
    const problems = await struck.round(victim, afterMs)
    say(
      `${round}/${rounds}  ${victim} after ${Math.round(afterMs)} ms, ${struck.acknowledged} entries acknowledged`,
    )
    for (const problem of problems) say(`  ✗ ${problem}`)
    bad += problems.length
    if (problems.length > 0) break
  }
  await struck.end()
  const again = await signedIn(home)
  const workspace = await open(again, id)
  const { size } = await workspace.caller.call('log.check', {})
  await workspace.lock()
  again.signOut()
  say(bad === 0 ? `${rounds} kills, nothing lost; the log of ${size} entries checks` : 'something went wrong')
} finally {
  await struck.end()
  folder.remove()
}
process.exitCode = bad === 0 ? 0 : 1
