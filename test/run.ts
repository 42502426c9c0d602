import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildRenderer } from '../electron/build-renderer.ts'
import { ensureBuiltInModel } from '../models/ensure-built-in-model.ts'

/**
 * `npm test`: vitest, on Linux inside a session of its own with a real Secret Service, so that no test touches the
 * keychain of whoever runs it. Its last line counts the tests.
 */
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-tests-'))
const report = join(folder, 'report.json')
const vitest = [
  'npx',
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]

await ensureBuiltInModel((line) => console.log(line))
await buildRenderer((line) => console.log(line))
const { command, environment } = session()
const [program = '', ...args] = command
const { status } = spawnSync(program, args, {
  stdio: 'inherit',
  env: { ...process.env, ...environment, BULKHEAD_BUILT: '1' },
})
const counts = readCounts()
rmSync(folder, { recursive: true, force: true })
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = status === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : 1

function session(): { command: string[]; environment: Record<string, string> } {
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

function readCounts(): { passed: number; failed: number; skipped: number } {
  try {
    const result: unknown = JSON.parse(readFileSync(report, 'utf8'))
    const count = (name: string) => {
      const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, name) : 0
      return typeof value === 'number' ? value : 0
    }
    // A file that does not even load is a failure without tests.
    const files = count('numFailedTestSuites') > 0 && count('numFailedTests') === 0 ? 1 : 0
    return {
      passed: count('numPassedTests'),
      failed: count('numFailedTests') + files,
      skipped: count('numPendingTests') + count('numTodoTests'),
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
