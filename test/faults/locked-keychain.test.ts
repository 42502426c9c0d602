import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Home } from '../../core/firm/home.ts'
import { temporaryFolder } from '../builders.ts'
import { bulkhead, type CommandResult, refusedAs, refusedWith, succeeded } from './command-line.ts'
import { hashesOf } from './small-firm.ts'

/** Logins of their own, each with a real Secret Service; see test/run.ts. */
const without = process.platform !== 'linux' || process.env['BULKHEAD_TEST_NO_KEYCHAIN'] === '1'

const folder = temporaryFolder()
afterAll(() => folder.remove())

/** A login of the computer: a session with its keyrings, unlocked by the password that it was logged in with. */
class Login {
  readonly #keyrings: string

  constructor(name: string) {
    this.#keyrings = join(folder.path, name)
    mkdirSync(this.#keyrings, { recursive: true })
  }

  async run(
    home: string,
    password: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<CommandResult> {
    const unlock = `echo -n ${password} | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@" 2>"$ERRORS"`
    const errors = join(folder.path, 'errors')
    const result = await bulkhead(home, args, {
      under: ['dbus-run-session', '--', 'bash', '-c', unlock, 'bash'],
      env: { ...env, HOME: this.#keyrings, XDG_DATA_HOME: this.#keyrings, ERRORS: errors },
    })
    // What the session's own programs say is not what the command says.
    return { ...result, stderr: spawnSync('cat', [errors]).stdout.toString() }
  }
}

const Created = z.object({ workspace: z.string(), recoveryKey: z.string() })
const init = ['firm', 'init', '--name', 'Firm', '--staff', 'Priya']
const list = ['workspace', 'list']

describe.skipIf(without)('K3: the keychain of a login', () => {
  const ours = new Login('ours')
  const home = join(folder.path, 'home')
  let made: z.infer<typeof Created>

  test('K1: locked since the computer’s password was reset: said so with the way on; the old password still opens it', async () => {
    succeeded(await ours.run(home, 'old-password', init))
    made = Created.parse(
      JSON.parse(
        succeeded(await ours.run(home, 'old-password', ['--json', 'workspace', 'create', 'Client'])),
      ),
    )
    const before = hashesOf(home)
    const reset = await ours.run(home, 'new-password', list)
    refusedWith(
      reset,
      /^The keychain of this computer is locked.* the password before it still opens the keychain\.$/m,
    )
    refusedAs(await ours.run(home, 'new-password', ['--json', 'firm', 'set-aside']), 'keychain-locked')
    refusedAs(
      await ours.run(join(folder.path, 'other'), 'new-password', ['--json', ...init]),
      'keychain-locked',
    )
    expect(hashesOf(home)).toEqual(before)
    expect(succeeded(await ours.run(home, 'old-password', list))).toContain('Client')
  })

  test('K3: a folder copied to another login opens nothing there, and its clients come in by their sheets', async () => {
    const theirs = new Login('theirs')
    const copy = join(folder.path, 'copy')
    cpSync(home, copy, { recursive: true })
    refusedWith(
      await theirs.run(copy, 'theirs', list),
      /holds no keys for the firm in this folder; nothing was changed/,
    )
    succeeded(await theirs.run(copy, 'theirs', ['firm', 'set-aside']))
    succeeded(await theirs.run(copy, 'theirs', init))
    const recovered = await theirs.run(copy, 'theirs', ['recover'], {
      BULKHEAD_RECOVERY_KEY: made.recoveryKey,
    })
    expect(succeeded(recovered)).toContain('Client is open again')
    // Where it came from it opens as ever: the two are two files from now on.
    expect(succeeded(await ours.run(home, 'old-password', list))).toContain('Client')
    expect(new Home(home).read().firm).not.toBe(new Home(copy).read().firm)
  })
})
