import { spawn } from 'node:child_process'
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Mutant } from './mutant.ts'
import { mutants } from './all-mutants.ts'

/*
 * Takes each protection away in turn, in a copy of the project, and demands that a test notices. Run with
 * `npm run mutants`, or with words of the ones wanted: `npm run mutants -- auditors cancel`.
 */

const project = fileURLToPath(new URL('../../', import.meta.url))
const copied = ['bin', 'core', 'docs', 'electron', 'models', 'renderer', 'samples', 'test', 'verifier']
const files = ['package.json', 'vitest.config.ts', 'tsconfig.json', 'tsconfig.base.json']
/** A test that hangs on a mutant has noticed it too. */
const deadlineMs = 300_000
/** For the tests of all mutants together, without one. */
const controlDeadlineMs = 60 * 60_000

const Report = z.looseObject({
  numTotalTests: z.int(),
  numFailedTests: z.int(),
  success: z.boolean(),
  testResults: z.array(
    z.looseObject({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.looseObject({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
})

interface Outcome {
  /** `killed`: a test failed. `broken`: no test even ran. `survived`: nobody noticed. `stale`: the code has moved on. */
  kind: 'killed' | 'survived' | 'broken' | 'stale'
  /** The test that noticed, and the first words of what it said. */
  by: string
  ms: number
}

/** A copy of the project that may be broken. */
function copyProject(): string {
  // Inside the project, where hard links can reach; ignored by git.
  mkdirSync(join(project, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(project, '.tmp', 'mutants-'))
  for (const name of copied) cpSync(join(project, name), join(folder, name), { recursive: true })
  for (const name of files) cpSync(join(project, name), join(folder, name))
  linkTree(join(project, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/**
 * The packages, by hard links. A symbolic link to their folder would not do: the process that reads documents may open
 * files below its own project alone, and would see them outside of it.
 */
function linkTree(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    // Tools write there, and would write through a hard link.
    if (entry.name.startsWith('.vite') || entry.name === '.cache') continue
    if (entry.isDirectory()) linkTree(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkSync(source, target)
  }
}

/** Runs test files in a copy; null where the run gave no report in time. */
async function runTests(
  folder: string,
  tests: readonly string[],
  withinMs = deadlineMs,
): Promise<z.infer<typeof Report> | null> {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const child = spawn(
    process.execPath,
    [
      join(folder, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--bail=1',
      '--reporter=json',
      `--outputFile=${report}`,
      ...tests,
    ],
    {
      cwd: folder,
      // The property needs fewer cases to notice that a condition is gone.
      env: { ...process.env, BULKHEAD_CASES: '1000' },
      stdio: 'ignore',
      detached: process.platform !== 'win32',
    },
  )
  const timer = setTimeout(() => endGroup(child.pid), withinMs)
  await new Promise((resolve) => child.once('exit', resolve))
  clearTimeout(timer)
  try {
    return Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return null
  }
}

/** The test runner with the processes that its tests have started. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
}

async function tryMutant(folder: string, mutant: Mutant): Promise<Pick<Outcome, 'kind' | 'by'>> {
  const path = join(folder, mutant.file)
  const source = readFileSync(path, 'utf8')
  if (source.split(mutant.find).length !== 2) return { kind: 'stale', by: '' }
  // As a function, since `$` in a replacement text has a meaning.
  writeFileSync(
    path,
    source.replace(mutant.find, () => mutant.replace),
  )
  try {
    const report = await runTests(folder, mutant.tests)
    if (!report) return { kind: 'killed', by: 'no answer in time' }
    const noticed = report.testResults
      .flatMap((file) => file.assertionResults)
      .find((one) => one.status === 'failed')
    if (noticed) {
      const [said = ''] = noticed.failureMessages.map((message) => message.split('\n', 1)[0] ?? '')
      return { kind: 'killed', by: `${noticed.fullName} (${said.slice(0, 100)})` }
    }
    return { kind: report.success ? 'survived' : 'broken', by: '' }
  } finally {
    writeFileSync(path, source)
  }
}

async function main(): Promise<number> {
  const words = process.argv.slice(2)
  const wanted = mutants.filter(
    ({ lost, file }) => words.length === 0 || words.some((word) => `${lost} ${file}`.includes(word)),
  )
  const folders = Array.from({ length: Math.min(2, availableParallelism()) }, copyProject)
  try {
    const [first = project] = folders
    const tests = [...new Set(wanted.flatMap((mutant) => mutant.tests))]
    const control = await runTests(first, tests, controlDeadlineMs)
    if (!control?.success || control.numTotalTests === 0) {
      print('These tests fail without any mutant. Mend them first.')
      for (const file of control?.testResults.filter((one) => one.status === 'failed') ?? []) {
        const failed = file.assertionResults.filter((one) => one.status === 'failed')
        print(`  ${relative(first, file.name)}: ${failed.map((one) => one.fullName).join('; ')}`)
      }
      return 1
    }
    print(`${wanted.length} mutants; ${control.numTotalTests} tests pass without one.`)
    const queue = [...wanted]
    const outcomes: Outcome[] = []
    const work = async (folder: string) => {
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        const startedMs = performance.now()
        const outcome = { ...(await tryMutant(folder, mutant)), ms: performance.now() - startedMs }
        outcomes.push(outcome)
        print(
          `${outcome.kind.padEnd(8)} ${(outcome.ms / 1_000).toFixed(1).padStart(5)} s  ${mutant.file.padEnd(36)} ${mutant.lost}`,
        )
        if (outcome.by !== '') print(`             by: ${outcome.by}`)
      }
    }
    await Promise.all(folders.map(work))
    const counts = (['killed', 'survived', 'broken', 'stale'] as const).map(
      (kind) => `${outcomes.filter((outcome) => outcome.kind === kind).length} ${kind}`,
    )
    print(counts.join(', '))
    return outcomes.every((outcome) => outcome.kind === 'killed') ? 0 : 1
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

process.exitCode = await main()
