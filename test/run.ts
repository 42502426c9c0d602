import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPrograms } from '../electron/build-programs.ts'
import { buildRenderer } from '../electron/build-renderer.ts'
import { ensureBuiltInModel } from '../models/ensure-built-in-model.ts'
import { countTests, readResults, type TestResults, worthAnotherRun } from './test-results.ts'

/**
 * `npm test`: vitest, on Linux inside a session of its own with a real Secret Service, so that no test touches the
 * keychain of whoever runs it. Its last line counts the tests.
 */
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-tests-'))

await ensureBuiltInModel((line) => console.log(line))
await buildRenderer((line) => console.log(line))
await buildPrograms((line) => console.log(line))
const results = run(process.argv.slice(2))
const again = worthAnotherRun(results)
if (again.length > 0) {
  console.log(`\nRun once more, as only journeys through the window failed: ${again.join(', ')}`)
  for (const [file, result] of run(again)) results.set(file, result)
}
rmSync(folder, { recursive: true, force: true })
const counts = countTests(results)
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1

/** Runs vitest with these arguments; a run that ends without a report is a failure by itself. */
function run(args: readonly string[]): TestResults {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const vitest = [
    'npx',
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const { command, environment } = inSession([...vitest, ...args])
  const [program = '', ...rest] = command
  const { status } = spawnSync(program, rest, {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...environment,
      BULKHEAD_BUILT: '1',
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    },
  })
  const found = readResults(report)
  const hasFailed = [...found.values()].some(({ failed }) => failed > 0)
  // An error outside of any test, too, is one.
  if (status !== 0 && !hasFailed) found.set('vitest', { passed: 0, failed: 1, skipped: 0 })
  return found
}

/** The command in a session of its own, and what it needs in the environment. */
function inSession(vitest: string[]): { command: string[]; environment: Record<string, string> } {
  if (process.platform !== 'linux') return { command: vitest, environment: {} }
  const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0,
  )
  if (missing.length > 0) {
    const advice = 'apt-get install gnome-keyring dbus-x11 libsecret-1-0'
    if (process.env['CI']) {
      console.error(`The tests need a Secret Service: ${advice}`)
      process.exit(1)
    }
    console.warn(`No Secret Service here, so the keychain tests are skipped. To run them: ${advice}`)
    return { command: vitest, environment: { BULKHEAD_TEST_NO_KEYCHAIN: '1' } }
  }
  const unlock = 'echo -n test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'
  return {
    command: ['dbus-run-session', '--', 'bash', '-c', unlock, 'bash', ...vitest],
    environment: { XDG_DATA_HOME: folder },
  }
}
