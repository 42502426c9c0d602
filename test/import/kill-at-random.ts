import { KillRounds } from './kill-rounds.ts'
import { victims } from './killed-import.ts'
import { samplePaths, someRealDocuments } from './real-documents.ts'

/**
 * K5 at length: imports of real documents, struck at random moments until so many blows have fallen, each round finished
 * and held against an undisturbed import. Prints a line a round; exit code 1 if anything differed.
 *
 * Usage: node test/import/kill-at-random.ts [moments]
 */
const moments = Number(process.argv[2] ?? 50)
const aRound = 3
const rounds = new KillRounds([...samplePaths(), ...someRealDocuments(20)])
const say = (line: string) => process.stdout.write(`${line}\n`)

let done = 0
let bad = 0
const orphanMs: number[] = []
const stopMs: number[] = []
try {
  const { documents } = await rounds.undisturbed()
  const ready = documents.filter((document) => document.status === 'ready').length
  say(`${documents.length} documents, ${ready} ready, undisturbed in ${Math.round(rounds.importMs)} ms`)
  while (done < moments) {
    const strikes = Array.from({ length: Math.min(aRound, moments - done) }, (_, index) => ({
      victim: victims[(done + index) % victims.length] ?? 'main',
      at: Math.random(),
    }))
    const { problems, kills, finishMs } = await rounds.round(strikes)
    done += strikes.length
    for (const kill of kills) {
      if (kill.victim === 'main') orphanMs.push(await kill.orphanMs)
      if (kill.victim === 'interrupt' && kill.struck) stopMs.push(kill.mainMs)
    }
    const blows = kills.map(
      (kill) => `${kill.victim}@${Math.round(kill.afterMs)}${kill.struck ? '' : ' (too late)'}`,
    )
    say(`${done}/${moments}  ${blows.join(', ')}; finished in ${Math.round(finishMs)} ms`)
    for (const problem of problems) say(`  ✗ ${problem}`)
    bad += problems.length
  }
} finally {
  rounds.commandLine.remove()
}
say(
  `after main was killed its workspace process lived on for at most ${Math.round(Math.max(0, ...orphanMs))} ms`,
)
say(`after Ctrl+C main ended within ${Math.round(Math.max(0, ...stopMs))} ms`)
say(bad === 0 ? `${moments} moments, nothing lost, doubled or half done` : `${bad} things went wrong`)
process.exitCode = bad === 0 ? 0 : 1
