import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Attempts, type Clock, freeAttempts } from '../../core/firm/attempts.ts'
import { changePassphrase } from '../../core/firm/change-passphrase.ts'
import type { Firm } from '../../core/firm/firm.ts'
import type { Home } from '../../core/firm/home.ts'
import { requireStrong } from '../../core/firm/passphrase-strength.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { membershipsOf, removeStaff, restoreStaff, suspendStaff } from '../../core/firm/staff-access.ts'
import { newId, StaffId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'
import { expectRefusal } from '../keys/refusal.ts'
import {
  ana,
  copyOf,
  firmOfTwo,
  type FirmOfTwo,
  mia,
  openHere,
  passphraseOf,
  signedIn,
} from './firm-of-two.ts'
import { removeHere } from './removal.ts'

const script = fileURLToPath(new URL('./killed-at-step.ts', import.meta.url))
const chosen = 'Ana, newly chosen'
const folder = temporaryFolder()
let original: FirmOfTwo
let home: Home
let firm: Firm | undefined

beforeAll(async () => {
  original = await firmOfTwo(folder.path)
})
beforeEach(() => {
  home = copyOf(original.home, folder.path)
})
afterEach(() => {
  firm?.signOut()
  firm = undefined
})
afterAll(() => folder.remove())

async function as(name: string, with_ = name): Promise<Firm> {
  firm?.signOut()
  firm = undefined
  firm = await signedIn(home, name, with_)
  return firm
}

describe('incident 15, K2: a credential does not outlive its owner’s suspension', () => {
  test('suspended: the right passphrase opens nothing, also after a restart; restored, it does', async () => {
    const asAna = await as(ana)
    suspendStaff(asAna, original.mia)
    expect(asAna.listStaff().map(({ name, isSuspended }) => [name, isSuspended])).toEqual([
      [ana, false],
      [mia, true],
    ])
    for (let restart = 0; restart < 2; restart += 1) await expectRefusal(() => as(mia), 'suspended')
    restoreStaff(await as(ana), original.mia)
    const opened = await openHere(await as(mia), original.workspace)
    expect(opened.scope.role).toBe('member')
    opened.close()
  })

  test('removed: neither the passphrase nor an old key store opens the account, and no key of it is kept', async () => {
    const keyStore = home.keyStoreFile(home.read().firm)
    const asAna = await as(ana)
    await removeHere(asAna, original.workspace, original.mia)
    copyFileSync(keyStore, `${keyStore}.kept`)
    removeStaff(asAna, original.mia)
    expect(asAna.listStaff().map(({ name }) => name)).toEqual([ana])
    for (const table of ['staff', 'former_staff'])
      expect(
        JSON.stringify(asAna.parts.connection.prepare(`SELECT * FROM ${table}`).all()).includes('sealed_key'),
      ).toBe(table === 'staff')
    await expectRefusal(() => as(mia), 'wrong-passphrase')
    // The key store as it was, put back: it opens, and there is no account behind it.
    copyFileSync(`${keyStore}.kept`, keyStore)
    for (const [staff, code] of [
      [mia, 'not-found'],
      [null, 'wrong-passphrase'],
    ] as const)
      await expectRefusal(async () => await signIn(home, { staff, passphrase: passphraseOf(mia) }), code)
  })

  test('a member of anything is not removed, nor oneself, nor nobody', async () => {
    const asAna = await as(ana)
    expect(membershipsOf(asAna, original.mia)).toBe(1)
    await expectRefusal(() => removeStaff(asAna, original.mia), 'refused')
    for (const act of [suspendStaff, restoreStaff, removeStaff]) {
      await expectRefusal(() => act(asAna, asAna.staff.id), 'refused')
      await expectRefusal(() => act(asAna, newId(StaffId)), 'not-found')
    }
    expect(asAna.listStaff()).toHaveLength(2)
  })
})

describe('one’s own passphrase', () => {
  test('the new one opens everything and the old one nothing; colleagues notice nothing', async () => {
    const asAna = await as(ana)
    const attempts = new Attempts(home)
    await changePassphrase(asAna, { old: passphraseOf(ana), next: passphraseOf(chosen) }, attempts)
    await expectRefusal(() => as(ana), 'wrong-passphrase')
    const again = await as(ana, chosen)
    ;(await openHere(again, original.workspace)).close()
    await as(mia)
  })

  test('takes the old one, and writes down who did not know it', async () => {
    const asAna = await as(ana)
    const change = async (old: Uint8Array | null) =>
      await changePassphrase(asAna, { old, next: passphraseOf(chosen) }, new Attempts(home))
    await expectRefusal(async () => await change(passphraseOf(mia)), 'wrong-passphrase')
    await expectRefusal(async () => await change(null), 'wrong-passphrase')
    const { size } = asAna.parts.log.log
    expect(
      asAna.parts.log.log.leaves(size - 2, 2).every(({ leaf }) => leaf.includes('passphrase-refused')),
    ).toBe(true)
    // A colleague's own one opens another slot already.
    await expectRefusal(
      async () =>
        await changePassphrase(
          asAna,
          { old: passphraseOf(ana), next: passphraseOf(mia) },
          new Attempts(home),
        ),
      'bad-input',
    )
    await as(ana)
  })

  test('K5: killed before any of its steps, exactly one of the two signs in', async () => {
    const seen = new Set<string>()
    for (let step = 0; ; step += 1) {
      home = copyOf(original.home, folder.path)
      const child = spawnSync(process.execPath, [script, home.folder, original.workspace, '', String(step)], {
        encoding: 'utf8',
      })
      if (child.status === 0) break
      expect(child.signal, child.stderr).toBe('SIGKILL')
      const opens = async (with_: string) =>
        await as(ana, with_).then(
          async (opened) => {
            ;(await openHere(opened, original.workspace)).close()
            return true
          },
          () => false,
        )
      const [old, next] = [await opens(ana), await opens(chosen)]
      expect(old, `step ${step}`).toBe(!next)
      seen.add(old ? 'old' : 'new')
      // It stays so.
      expect(await opens(old ? ana : chosen)).toBe(true)
      firm?.signOut()
      rmSync(home.folder, { recursive: true })
    }
    expect([...seen].sort()).toEqual(['new', 'old'])
  })
})

describe('wrong passphrases', () => {
  // After any time that the homes of these tests have seen.
  let nowMs = Date.UTC(2100, 0, 1)
  let steadyMs = 0
  const clock: Clock = { wallMs: () => nowMs, steadyMs: () => steadyMs }
  const pass = (ms: number) => {
    nowMs += ms
    steadyMs += ms
  }
  const wrong = (attempts: Attempts) => attempts.begin()

  test('a few cost nothing, then each waits twice as long, up to a quarter of an hour', () => {
    const attempts = new Attempts(home, clock)
    for (let attempt = 0; attempt < freeAttempts; attempt += 1) wrong(attempts)
    const waits: number[] = []
    for (let attempt = 0; attempt < 12; attempt += 1) {
      wrong(attempts)
      waits.push(attempts.waitMs() / 1_000)
      pass(attempts.waitMs())
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
    pass(24 * 60 * 60_000)
    expect(attempts.waitMs()).toBe(0)
    for (let attempt = 0; attempt < freeAttempts; attempt += 1) wrong(attempts)
    expect(attempts.waitMs()).toBe(0)
  })

  test('neither a restart nor a clock turned back shortens the wait, and it passes all the same', async () => {
    // Each try in a program of its own, after the wait that the one before left.
    for (let attempt = 0; attempt < freeAttempts + 4; attempt += 1) {
      const attempts = new Attempts(home, clock)
      pass(attempts.waitMs())
      wrong(attempts)
    }
    expect(new Attempts(home, clock).waitMs()).toBe(8_000)
    nowMs -= 365 * 24 * 60 * 60_000
    const attempts = new Attempts(home, clock)
    expect(attempts.waitMs()).toBe(8_000)
    await expectRefusal(() => attempts.begin(), 'too-soon')
    expect(() => attempts.begin()).toThrow('Wait 8 seconds')
    steadyMs += 5_000
    expect(attempts.waitMs()).toBe(3_000)
    steadyMs += 3_000
    expect(attempts.waitMs()).toBe(0)
    attempts.begin()
  })

  test('too many: not even the right one is tried, and after the wait it opens', async () => {
    const attempts = () => new Attempts(home, clock)
    for (let attempt = 0; attempt < freeAttempts + 1; attempt += 1)
      await expectRefusal(
        async () => await signIn(home, { staff: ana, passphrase: passphraseOf('nobody') }, attempts()),
        'wrong-passphrase',
      )
    const right = async () => {
      firm = await signIn(home, { staff: ana, passphrase: passphraseOf(ana) }, attempts())
    }
    await expectRefusal(right, 'too-soon')
    pass(1_000)
    await right()
    // A right one takes nothing back of those that were wrong: the next wrong one waits longer.
    firm?.signOut()
    await expectRefusal(
      async () => await signIn(home, { staff: ana, passphrase: passphraseOf('nobody') }, attempts()),
      'wrong-passphrase',
    )
    expect(attempts().waitMs()).toBe(2_000)
  })

  test('a try that was killed counts as a wrong one', () => {
    for (let attempt = 0; attempt <= freeAttempts; attempt += 1) new Attempts(home, clock).begin()
    expect(new Attempts(home, clock).waitMs()).toBe(1_000)
  })
})

test('a passphrase that is guessed too easily is refused', async () => {
  const measure = async (text: string) =>
    await requireStrong(new TextEncoder().encode(text), ['Penhallow Iyer', 'Ana Pereira'])
  for (const weak of ['', 'x', 'Password123!', 'Penhallow Iyer 2024', 'ana ana', '12345678901234567890'])
    await expectRefusal(async () => await measure(weak), 'weak-passphrase')
  await expectRefusal(async () => await measure('long '.repeat(300)), 'bad-input')
  await measure('copper lanterns under seven hills')
  await measure('दिल्ली का पुराना बाज़ार और चाय')
})
