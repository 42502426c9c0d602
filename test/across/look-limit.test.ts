import { uptime } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { Entry } from '../../core/audit/entry.ts'
import { looksADay, looksAnHour } from '../../core/contract/across.ts'
import { beginLook } from '../../core/firm/across/begin-look.ts'
import { countLook, looksLeft } from '../../core/firm/across/look-limit.ts'
import { createFirm } from '../../core/firm/create-firm.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { Home } from '../../core/firm/home.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { newId, WorkspaceId } from '../../core/ids.ts'
import { temporaryFolder } from '../builders.ts'

// What a passphrase costs is tested elsewhere; here people come and go.
vi.mock(import('../../core/keys/stretch.ts'), async (original) => {
  const { quickStretch } = await import('../keys/quick-stretch.ts')
  return await quickStretch(original)
})

const bytes = (text: string) => new TextEncoder().encode(text)
const passphraseOf = (name: string) => `copper lanterns of ${name} under hills`
const hourMs = 3_600_000
const folder = temporaryFolder()
const home = new Home(join(folder.path, 'home'))
const workspace = newId(WorkspaceId)

async function signedIn(name: string): Promise<Firm> {
  return await signIn(home, { staff: name, passphrase: bytes(passphraseOf(name)) })
}

const refusals = (firm: Firm) =>
  firm.parts.log.log
    .leaves(0, 10_000)
    .map(({ leaf }) => Entry.parse(JSON.parse(leaf)))
    .filter(({ type }) => type === 'across.refused')

beforeAll(async () => {
  await createFirm(home, {
    name: 'Firm',
    staff: 'Aude',
    keyStore: 'passphrase',
    passphrase: bytes(passphraseOf('Aude')),
  })
  const firm = await signedIn('Aude')
  await firm.addStaff({ name: 'Mia', role: 'staff', passphrase: bytes(passphraseOf('Mia')) })
  firm.signOut()
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => folder.remove())

describe('A5: ten looks an hour and fifty a day', () => {
  test('however many are begun at once, after a restart, and with the clock turned either way', async () => {
    let firm = await signedIn('Aude')
    const hour = looksAnHour
    expect(looksLeft(firm)).toEqual({ hour, day: looksADay, waitMs: 0 })
    const began = await Promise.allSettled(
      Array.from(
        { length: 30 },
        async () => await Promise.resolve().then(() => beginLook(firm, [workspace])),
      ),
    )
    expect(began.filter(({ status }) => status === 'fulfilled')).toHaveLength(hour)
    expect(began.at(-1)).toMatchObject({
      reason: {
        code: 'rate-limited',
        message: expect.stringMatching(/again in (an hour|\d+ minutes)/) as string,
      },
    })
    expect(refusals(firm).filter(({ about }) => about['code'] === 'rate-limited')).toHaveLength(30 - hour)
    // A program that has just been started has counted nothing itself: what the log holds counts.
    expect(looksLeft(firm, uptime() * 1_000 + 48 * hourMs).hour).toBe(0)
    firm.signOut()

    const real = Date.now()
    const clock = vi.spyOn(Date, 'now')
    for (const shift of [0, -hourMs * 30, hourMs * 2]) {
      clock.mockReturnValue(real + shift)
      firm = await signedIn('Aude')
      expect(() => beginLook(firm, [workspace])).toThrow('You can look again')
      firm.signOut()
    }
    // Others are not held up by it.
    clock.mockReturnValue(real)
    firm = await signedIn('Mia')
    expect(looksLeft(firm).waitMs).toBe(0)
    firm.signOut()
  })

  test('a day of looks, an hour at a time, ends at fifty', async () => {
    const firm = await signedIn('Mia')
    const from = Date.now() + 48 * hourMs
    const clock = vi.spyOn(Date, 'now')
    const upMs = 10 * 24 * hourMs
    let done = 0
    for (let hours = 0; hours < 7; hours += 1) {
      clock.mockReturnValue(from + hours * 1.1 * hourMs)
      // As the machine counts it: the looks of the hours before are that much older.
      const runningMs = upMs + hours * 1.1 * hourMs
      while (looksLeft(firm, runningMs).waitMs === 0) {
        firm.parts.log.record({
          type: 'across.began',
          actor: { id: firm.staff.id, role: firm.staff.role },
          outcome: 'done',
          about: { look: 'a'.repeat(32) as never, workspaces: [] },
          sealed: {},
        })
        countLook(firm, runningMs)
        done += 1
      }
      expect(done).toBe(Math.min(looksADay, (hours + 1) * looksAnHour))
    }
    const last = looksLeft(firm, upMs + 7 * hourMs)
    expect(last.day).toBe(0)
    // Until the first of them is a day old.
    expect(last.waitMs).toBeGreaterThan(16 * hourMs)
    firm.signOut()
  })
})
